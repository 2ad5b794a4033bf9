#pragma once

#include "kernels/cuda/compat.cuh"

namespace hesscut::kernels::cuda {

/// Counts into bins that many threads share, a run of equal bins at a time: photos have large plain areas, and threads
/// that all add to one bin wait for each other.
class RunCounter {
 public:
  __device__ void add(unsigned* bin) {
    if (bin != bin_) flush();
    bin_ = bin;
    ++length_;
  }
  __device__ void flush() {
    if (length_ > 0) atomicAdd(bin_, length_);
    length_ = 0;
  }

 private:
  unsigned* bin_ = nullptr;
  unsigned length_ = 0;
};

}  // namespace hesscut::kernels::cuda
