#pragma once

#include <vector>

#include "tests/kernels/fenced_device.hpp"

/// A fence that opens page by page, as an operation gets there, and so knows what memory each one has touched.

namespace hesscut::test {

/// Whether a first access to closed memory can be told to be a read or a write here.
[[nodiscard]] constexpr bool can_watch_memory() {
#if defined(__linux__) && defined(__x86_64__)
  return true;
#else
  return false;
#endif
}

/// Bytes of whole pages that one operation touched first by reading, that it wrote, and either of the two. A page that
/// is read after it has been written does not count as read.
struct TouchedMemory {
  std::size_t read = 0;
  std::size_t written = 0;
  std::size_t touched = 0;
};

/// Works for operations on the thread that calls them.
class WatchingFence final : public Fence {
 public:
  /// smallest: blocks of less bytes are not counted.
  explicit WatchingFence(std::size_t smallest) : smallest_(smallest) {}

  /// Of every operation so far that has read from a block that counts.
  [[nodiscard]] const std::vector<TouchedMemory>& operations() const { return operations_; }
  void forget() { operations_.clear(); }

 private:
  void run(const std::function<void()>& operation) override;

  std::size_t smallest_;
  std::vector<TouchedMemory> operations_;
};

}  // namespace hesscut::test
