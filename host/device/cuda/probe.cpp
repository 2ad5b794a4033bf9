#include <cuda_runtime.h>
#include <cufft.h>

#include "host/device/cuda/cuda.hpp"

namespace hesscut::device {

namespace {

constexpr int least_major = 7;  ///< Turing: what the kernels are compiled for
constexpr int least_minor = 5;

std::string dotted(int version) {
  return std::to_string(version / 1000) + "." + std::to_string(version % 1000 / 10);
}

/// Forgets the error that a question has left behind: it is told of as a reason, not thrown.
void forget_error() {
  static_cast<void>(cudaGetLastError());
}

/// 0 where there is no driver.
int driver_version() {
  int version = 0;
  if (cudaDriverGetVersion(&version) == cudaSuccess) return version;
  forget_error();
  return 0;
}

std::string reason_of(cudaError_t result) {
  const std::string name = std::string(" (") + cudaGetErrorName(result) + ")";
  if (result == cudaErrorNoDevice) return "there is no NVIDIA GPU" + name;
  if (result != cudaErrorInsufficientDriver) return std::string(cudaGetErrorString(result)) + name;
  const int driver = driver_version();
  if (driver == 0) return "there is no NVIDIA driver" + name;
  return "the NVIDIA driver serves CUDA " + dotted(driver) + " at most, CUDA " + dotted(CUDART_VERSION) + " is needed" +
         name;
}

void add_gpu(int ordinal, CudaProbe& probe) {
  cudaDeviceProp properties{};
  const cudaError_t result = cudaGetDeviceProperties(&properties, ordinal);
  std::string reason;
  if (result != cudaSuccess) {
    forget_error();
    reason = "GPU " + std::to_string(ordinal) + ": " + reason_of(result);
  } else if (properties.major < least_major || (properties.major == least_major && properties.minor < least_minor)) {
    reason = std::string(properties.name) + " has compute capability " + std::to_string(properties.major) + "." +
             std::to_string(properties.minor) + ", " + std::to_string(least_major) + "." + std::to_string(least_minor) +
             " is needed";
  } else {
    probe.gpus.push_back({ordinal, properties.name, properties.totalGlobalMem, properties.major, properties.minor});
    return;
  }
  probe.reason += (probe.reason.empty() ? "" : "; ") + reason;
}

}  // namespace

CudaProbe probe_cuda() {
  CudaProbe probe;
  int count = 0;  // stays what it was where there is no driver
  const cudaError_t result = cudaGetDeviceCount(&count);
  if (result != cudaSuccess) {
    forget_error();
    probe.reason = reason_of(result);
    return probe;
  }
  for (int ordinal = 0; ordinal < count; ++ordinal) add_gpu(ordinal, probe);
  if (count == 0) probe.reason = reason_of(cudaErrorNoDevice);
  return probe;
}

std::string cuda_versions() {
  int runtime = 0;
  int cufft = 0;
  if (cudaRuntimeGetVersion(&runtime) != cudaSuccess) forget_error();
  static_cast<void>(cufftGetVersion(&cufft));
  const int driver = driver_version();
  return "CUDA runtime " + dotted(runtime) + ", driver " + (driver == 0 ? "none" : dotted(driver)) + ", cuFFT " +
         std::to_string(cufft / 1000) + "." + std::to_string(cufft % 1000 / 100);
}

}  // namespace hesscut::device
