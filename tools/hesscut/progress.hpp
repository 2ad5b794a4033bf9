#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string_view>

namespace hesscut::command {

/// A bar on standard error where that is a terminal, nothing otherwise. May be used by many threads.
class Progress {
 public:
  explicit Progress(std::size_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void done();
  /// One more photo is done with, in vain; says "hesscut: TEXT".
  void failed(std::string_view text);

  [[nodiscard]] std::size_t done_count() const { return done_; }
  [[nodiscard]] std::size_t failed_count() const { return failed_; }
  [[nodiscard]] double seconds() const;

 private:
  void draw() const;
  void clear() const;

  std::mutex mutex_;
  const std::size_t total_;
  const bool on_terminal_;
  const std::chrono::steady_clock::time_point start_;
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
};

}  // namespace hesscut::command
