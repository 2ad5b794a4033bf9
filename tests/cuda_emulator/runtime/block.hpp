#pragma once

#include <cstddef>

#include "cuda_emulation/control.hpp"
#include "cuda_emulation/vector_types.hpp"
#include "runtime/lane.hpp"

namespace cuda_emulation {

/// A kernel with everything that it needs to run.
struct Kernel {
  const char* name;
  dim3 grid, block;
  std::size_t dynamic_bytes;
  void (*invoke)(const void* data);
  const void* data;
};

/// Runs all blocks of the kernel, one after the other, as the lane.
void run_kernel(const Kernel& kernel, Lane& lane, KernelCounters& counters);

}  // namespace cuda_emulation
