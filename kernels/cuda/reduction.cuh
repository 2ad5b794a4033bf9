#pragma once

#include "kernels/cuda/compat.cuh"

/// Reductions over the threads of a block, always in the same order.

namespace hesscut::kernels::cuda {

struct Sum {
  template <class T>
  __device__ T operator()(T a, T b) const {
    return a + b;
  }
};
struct Larger {
  template <class T>
  __device__ T operator()(T a, T b) const {
    return a > b ? a : b;
  }
};

/// Combines each of the values over all threads of the block; every thread gets the results. To be called by all of
/// them; threads: a power of two, all that the block has; thread: this one's number among them.
template <int threads, class T, int count, class Combine>
__device__ void reduce_block(int thread, T (&values)[count], Combine combine) {
  static_assert((threads & (threads - 1)) == 0);
  HESSCUT_SHARED(partial, T[count][threads]);
  for (int i = 0; i < count; ++i) partial[i][thread] = values[i];
  for (int half = threads / 2; half > 0; half /= 2) {
    __syncthreads();
    if (thread >= half) continue;
    for (int i = 0; i < count; ++i) partial[i][thread] = combine(partial[i][thread], partial[i][thread + half]);
  }
  __syncthreads();
  for (int i = 0; i < count; ++i) values[i] = partial[i][0];
  __syncthreads();  // the next call may write again
}

}  // namespace hesscut::kernels::cuda
