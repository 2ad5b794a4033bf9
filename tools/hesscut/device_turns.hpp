#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <vector>

namespace hesscut::command {

/// Shares GPUs out to workers: where a name means several of them, each worker in turn gets the name of one.
class DeviceTurns {
 public:
  explicit DeviceTurns(const std::string& name);

  /// For the next worker; may be called by several threads.
  [[nodiscard]] std::string next() { return names_[turn_++ % names_.size()]; }

 private:
  std::vector<std::string> names_;
  std::atomic<std::size_t> turn_{0};
};

}  // namespace hesscut::command
