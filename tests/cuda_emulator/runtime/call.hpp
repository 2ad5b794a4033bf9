#pragma once

#include <atomic>

#include <cuda_runtime.h>
#include <cufft.h>

#include "runtime/sanitizers.hpp"

/// What every call of the runtime begins and ends with: one at a time, failing when a test wants it to.

namespace cuda_emulation {

/// A lock that ThreadSanitizer does not see: CUDA's own locks order nothing that a caller may count on.
class RuntimeLock {
 public:
  RuntimeLock();
  ~RuntimeLock();
  RuntimeLock(const RuntimeLock&) = delete;
  RuntimeLock& operator=(const RuntimeLock&) = delete;
};

/// What a call is bound to fail with: by a test's wish, or for want of a driver or device.
[[nodiscard]] cudaError_t verdict();
[[nodiscard]] cufftResult fft_verdict();
/// Keeps an error for cudaGetLastError, and returns it.
cudaError_t remember(cudaError_t error);

template <class Body>
cudaError_t call(const Body& body) {
  const RuntimeLock lock;
  const sanitizers::Ignore own_work;
  const cudaError_t bound_to = verdict();
  return remember(bound_to != cudaSuccess ? bound_to : body());
}

/// A call that frees something: it does so even when it is made to fail, as with CUDA.
template <class Body>
cudaError_t freeing_call(const Body& body) {
  const RuntimeLock lock;
  const sanitizers::Ignore own_work;
  const cudaError_t bound_to = verdict();
  const cudaError_t result = body();
  return remember(bound_to != cudaSuccess ? bound_to : result);
}

template <class Body>
cufftResult fft_call(const Body& body) {
  const RuntimeLock lock;
  const sanitizers::Ignore own_work;
  const cufftResult bound_to = fft_verdict();
  return bound_to != CUFFT_SUCCESS ? bound_to : body();
}

}  // namespace cuda_emulation
