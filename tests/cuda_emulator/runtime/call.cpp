#include "runtime/call.hpp"

#include <optional>

#include "cuda_emulation/control.hpp"
#include "runtime/device.hpp"

namespace cuda_emulation {
namespace {

std::atomic_flag locked;
thread_local cudaError_t last_error = cudaSuccess;

template <class Error>
struct Fault {
  std::uint64_t calls_left = 0;  ///< until it strikes; 0: never
  Error error{};
  bool sticky = false, struck = false;
};
std::uint64_t calls = 0;
Fault<cudaError_t> fault;
Fault<cufftResult> fft_fault;

template <class Error>
std::optional<Error> strike(Fault<Error>& planned) {
  if (planned.struck) return planned.error;
  if (planned.calls_left == 0 || --planned.calls_left > 0) return std::nullopt;
  planned.struck = planned.sticky;
  return planned.error;
}

}  // namespace

RuntimeLock::RuntimeLock() {
  while (locked.test_and_set(std::memory_order_acquire)) locked.wait(true, std::memory_order_relaxed);
}
RuntimeLock::~RuntimeLock() {
  locked.clear(std::memory_order_release);
  locked.notify_one();
}

cudaError_t verdict() {
  ++calls;
  if (const auto error = strike(fault)) return *error;
  return driver_error();
}

cufftResult fft_verdict() {
  ++calls;
  if (strike(fault)) return CUFFT_EXEC_FAILED;
  if (const auto error = strike(fft_fault)) return *error;
  return driver_error() == cudaSuccess ? CUFFT_SUCCESS : CUFFT_INTERNAL_ERROR;
}

cudaError_t remember(cudaError_t error) {
  if (error != cudaSuccess) last_error = error;
  return error;
}

std::uint64_t calls_made() {
  const RuntimeLock lock;
  return calls;
}

void fail_call(std::uint64_t n, cudaError_t error, bool sticky) {
  const RuntimeLock lock;
  fault = {n, error, sticky, false};
}

void fail_fft_call(std::uint64_t n, cufftResult error) {
  const RuntimeLock lock;
  fft_fault = {n, error, false, false};
}

void stop_failing() {
  const RuntimeLock lock;
  fault = {};
  fft_fault = {};
  last_error = cudaSuccess;
}

}  // namespace cuda_emulation

cudaError_t cudaGetLastError() {
  const cudaError_t error = cuda_emulation::last_error;
  cuda_emulation::last_error = cudaSuccess;
  return error;
}

cudaError_t cudaPeekAtLastError() {
  return cuda_emulation::last_error;
}
