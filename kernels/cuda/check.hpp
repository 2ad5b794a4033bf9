#pragma once

#include <cuda_runtime.h>
#include <cufft.h>

/// Every CUDA and cuFFT call goes through check(): a failure becomes an Error that names the call, its place and CUDA's
/// own words for it; ErrorKind::memory when memory has run out, else ErrorKind::device.

namespace hesscut::kernels::cuda {

/// Where a call stands. Not std::source_location, which clang 14 (clang-tidy) does not have with this library.
struct Place {
  const char* file;
  unsigned line;

  static constexpr Place current(const char* file = __builtin_FILE(), unsigned line = __builtin_LINE()) {
    return {file, line};
  }
};

void check(cudaError_t result, const char* call, Place where = Place::current());
void check(cufftResult result, const char* call, Place where = Place::current());

}  // namespace hesscut::kernels::cuda

/// HESSCUT_CUDA(cudaMalloc(&p, n)): the call, checked under its own text.
#define HESSCUT_CUDA(...) ::hesscut::kernels::cuda::check(__VA_ARGS__, #__VA_ARGS__)
