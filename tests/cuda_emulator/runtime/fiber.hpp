#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "runtime/sanitizers.hpp"

namespace cuda_emulation {

/// A place where a computation can stand still: a machine stack, and who it is to the sanitizers.
struct Fiber {
  void* stack_pointer = nullptr;
  void* logical_thread = nullptr;
  void* fake_stack = nullptr;  ///< AddressSanitizer's
  const void* bottom = nullptr;
  std::size_t bytes = 0;
};

/// Leaves `from`, which must be the running one, and continues `to`.
void switch_fiber(Fiber& from, Fiber& to);

/// A fiber on a stack of its own, which starts with `entry`. `entry` must never return.
class OwnFiber {
 public:
  explicit OwnFiber(void (*entry)());
  ~OwnFiber();
  OwnFiber(const OwnFiber&) = delete;
  OwnFiber& operator=(const OwnFiber&) = delete;

  [[nodiscard]] Fiber& fiber() { return fiber_; }

 private:
  sanitizers::LogicalThread logical_thread_;
  std::byte* mapping_;
  Fiber fiber_;
};

/// To be called first thing by an entry function.
void fiber_has_started();

}  // namespace cuda_emulation
