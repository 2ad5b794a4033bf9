#pragma once

#include <array>
#include <atomic>
#include <streambuf>

namespace hesscut::command {

/// Standard input that ends when a stop is asked for or nobody wants more, also while nothing comes.
class InterruptibleInput : public std::streambuf {
 public:
  void end() { ended_ = true; }

 protected:
  int_type underflow() override;

 private:
  std::array<char, 1 << 16> buffer_{};
  std::atomic<bool> ended_{false};
};

}  // namespace hesscut::command
