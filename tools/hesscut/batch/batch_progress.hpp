#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <string>

#include "host/catalogue/work/pipeline.hpp"

namespace hesscut::command {

enum class LogStyle {
  text,  ///< a bar on a terminal, else a line now and then; a line a failure
  json,  ///< an object an item, one a line
};

/// What people or programs are told of a batch, on standard error. The total may be set by another thread.
class BatchProgress : public catalogue::Observer {
 public:
  BatchProgress(LogStyle style, bool quiet);
  ~BatchProgress() override;
  BatchProgress(const BatchProgress&) = delete;
  BatchProgress& operator=(const BatchProgress&) = delete;

  void ended(const catalogue::Record& record) override;
  void skipped(const std::string& id) override;
  void warned(const std::string& text) override;

  /// How many items there will be, once that is known.
  void set_total(std::size_t total) { total_ = total; }

 private:
  void say(const std::string& text);
  void log(const char* event, const std::string& id, const catalogue::Record* record, const std::string& text) const;
  void show();
  [[nodiscard]] std::string state() const;
  void draw() const;
  void clear() const;

  const LogStyle style_;
  const bool quiet_;
  const bool on_terminal_;
  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_ = begun_;
  std::atomic<std::size_t> total_{0};  ///< 0: not known
  std::size_t worked_ = 0;             ///< items of this pass that were cut or failed
  std::size_t skipped_ = 0;
  std::size_t failed_ = 0;
};

}  // namespace hesscut::command
