#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace hesscut::catalogue {

/// Bytes that work in flight may take together. May be used by many threads.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::uint64_t bytes) : total_(bytes) {}

  [[nodiscard]] std::uint64_t total() const { return total_; }

  /// Waits until so many bytes are free and takes them; at most total() may be asked for. False after end().
  [[nodiscard]] bool take(std::uint64_t bytes) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ended_ || taken_ + bytes <= total_; });
    if (!ended_) taken_ += bytes;
    return !ended_;
  }

  void give_back(std::uint64_t bytes) {
    {
      const std::scoped_lock lock(mutex_);
      taken_ -= bytes;
    }
    changed_.notify_all();
  }

  [[nodiscard]] bool ended() {
    const std::scoped_lock lock(mutex_);
    return ended_;
  }

  /// Nobody gets anything any more, and nobody waits.
  void end() {
    {
      const std::scoped_lock lock(mutex_);
      ended_ = true;
    }
    changed_.notify_all();
  }

 private:
  const std::uint64_t total_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t taken_ = 0;
  bool ended_ = false;
};

}  // namespace hesscut::catalogue
