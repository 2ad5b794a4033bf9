#pragma once

#include <cstddef>

#include "cuda_emulation/control.hpp"

namespace cuda_emulation {

/// Those of the kernel of that name; the reference stays good.
[[nodiscard]] KernelCounters& counters_of(const char* name);

/// The kernel whose loads and stores count; null while none runs.
extern KernelCounters* counting;
class CountFor {
 public:
  explicit CountFor(KernelCounters& kernel) { counting = &kernel; }
  ~CountFor() { counting = nullptr; }
  CountFor(const CountFor&) = delete;
  CountFor& operator=(const CountFor&) = delete;
};

}  // namespace cuda_emulation
