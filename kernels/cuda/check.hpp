#pragma once

#include <cuda_runtime.h>
#include <cufft.h>

#include <source_location>

/// Every CUDA and cuFFT call goes through check(): a failure becomes an Error that names the call, its place and CUDA's
/// own words for it; ErrorKind::memory when memory has run out, else ErrorKind::device.

namespace hesscut::kernels::cuda {

void check(cudaError_t result, const char* call, std::source_location where = std::source_location::current());
void check(cufftResult result, const char* call, std::source_location where = std::source_location::current());

}  // namespace hesscut::kernels::cuda

/// HESSCUT_CUDA(cudaMalloc(&p, n)): the call, checked under its own text.
#define HESSCUT_CUDA(...) ::hesscut::kernels::cuda::check(__VA_ARGS__, #__VA_ARGS__)
