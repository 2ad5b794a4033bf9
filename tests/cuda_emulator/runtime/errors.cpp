#include <cuda_runtime.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace {

struct Words {
  cudaError_t error;
  const char* name;
  const char* text;
};

#define CUDA_EMULATION_ERROR(error, text) \
  Words {                                 \
    error, #error, text                   \
  }
constexpr Words known[] = {
    CUDA_EMULATION_ERROR(cudaSuccess, "no error"),
    CUDA_EMULATION_ERROR(cudaErrorInvalidValue, "invalid argument"),
    CUDA_EMULATION_ERROR(cudaErrorMemoryAllocation, "out of memory"),
    CUDA_EMULATION_ERROR(cudaErrorInitializationError, "initialization error"),
    CUDA_EMULATION_ERROR(cudaErrorInvalidConfiguration, "invalid configuration argument"),
    CUDA_EMULATION_ERROR(cudaErrorInvalidMemcpyDirection, "invalid copy direction for memcpy"),
    CUDA_EMULATION_ERROR(cudaErrorInsufficientDriver, "CUDA driver version is insufficient for CUDA runtime version"),
    CUDA_EMULATION_ERROR(cudaErrorDevicesUnavailable, "CUDA-capable device(s) is/are busy or unavailable"),
    CUDA_EMULATION_ERROR(cudaErrorInvalidDeviceFunction, "invalid device function"),
    CUDA_EMULATION_ERROR(cudaErrorNoDevice, "no CUDA-capable device is detected"),
    CUDA_EMULATION_ERROR(cudaErrorInvalidDevice, "invalid device ordinal"),
    CUDA_EMULATION_ERROR(cudaErrorNoKernelImageForDevice, "no kernel image is available for execution on the device"),
    CUDA_EMULATION_ERROR(cudaErrorECCUncorrectable, "uncorrectable ECC error encountered"),
    CUDA_EMULATION_ERROR(cudaErrorInvalidResourceHandle, "invalid resource handle"),
    CUDA_EMULATION_ERROR(cudaErrorIllegalState, "the operation cannot be performed in the present state"),
    CUDA_EMULATION_ERROR(cudaErrorNotReady, "device not ready"),
    CUDA_EMULATION_ERROR(cudaErrorIllegalAddress, "an illegal memory access was encountered"),
    CUDA_EMULATION_ERROR(cudaErrorLaunchOutOfResources, "too many resources requested for launch"),
    CUDA_EMULATION_ERROR(cudaErrorLaunchTimeout, "the launch timed out and was terminated"),
    CUDA_EMULATION_ERROR(cudaErrorLaunchFailure, "unspecified launch failure"),
    CUDA_EMULATION_ERROR(cudaErrorNotPermitted, "operation not permitted"),
    CUDA_EMULATION_ERROR(cudaErrorNotSupported, "operation not supported"),
    CUDA_EMULATION_ERROR(cudaErrorStreamCaptureUnsupported, "operation not permitted when stream is capturing"),
    CUDA_EMULATION_ERROR(cudaErrorStreamCaptureInvalidated, "operation failed due to a previous error during capture"),
    CUDA_EMULATION_ERROR(cudaErrorStreamCaptureMerge,
                         "operation would result in a merge of separate capture sequences"),
    CUDA_EMULATION_ERROR(cudaErrorStreamCaptureUnmatched, "capture was not ended in the same stream as it began"),
    CUDA_EMULATION_ERROR(cudaErrorStreamCaptureUnjoined, "capturing stream has unjoined work"),
    CUDA_EMULATION_ERROR(cudaErrorStreamCaptureIsolation, "dependency created on uncaptured work in another stream"),
    CUDA_EMULATION_ERROR(cudaErrorCapturedEvent,
                         "operation not permitted on an event last recorded in a capturing stream"),
    CUDA_EMULATION_ERROR(cudaErrorStreamCaptureWrongThread,
                         "attempt to terminate a thread-local capture sequence from another thread"),
    CUDA_EMULATION_ERROR(cudaErrorUnknown, "unknown error"),
};
#undef CUDA_EMULATION_ERROR

Words words_of(cudaError_t error) {
  const auto* const found =
      std::find_if(std::begin(known), std::end(known), [=](const Words& words) { return words.error == error; });
  return found == std::end(known) ? Words{error, "unrecognized error code", "unrecognized error code"} : *found;
}

}  // namespace

const char* cudaGetErrorName(cudaError_t error) {
  return words_of(error).name;
}

const char* cudaGetErrorString(cudaError_t error) {
  return words_of(error).text;
}
