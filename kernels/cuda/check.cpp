#include "kernels/cuda/check.hpp"

#include <string>
#include <string_view>

#include <hesscut/error.hpp>

namespace hesscut::kernels::cuda {

namespace {

/// cuFFT has no function for it. By number where CUDA 13 has dropped the name and older versions still answer.
std::string name_of(cufftResult result) {
  switch (static_cast<int>(result)) {
    case CUFFT_INVALID_PLAN:
      return "CUFFT_INVALID_PLAN";
    case CUFFT_ALLOC_FAILED:
      return "CUFFT_ALLOC_FAILED";
    case CUFFT_INVALID_TYPE:
      return "CUFFT_INVALID_TYPE";
    case CUFFT_INVALID_VALUE:
      return "CUFFT_INVALID_VALUE";
    case CUFFT_INTERNAL_ERROR:
      return "CUFFT_INTERNAL_ERROR";
    case CUFFT_EXEC_FAILED:
      return "CUFFT_EXEC_FAILED";
    case CUFFT_SETUP_FAILED:
      return "CUFFT_SETUP_FAILED";
    case CUFFT_INVALID_SIZE:
      return "CUFFT_INVALID_SIZE";
    case CUFFT_INVALID_DEVICE:
      return "CUFFT_INVALID_DEVICE";
    case CUFFT_NO_WORKSPACE:
      return "CUFFT_NO_WORKSPACE";
    case CUFFT_NOT_IMPLEMENTED:
      return "CUFFT_NOT_IMPLEMENTED";
    case CUFFT_NOT_SUPPORTED:
      return "CUFFT_NOT_SUPPORTED";
    default:
      return "cuFFT error";
  }
}

[[noreturn]] void fail(ErrorKind kind, const char* call, const std::string& reason, Place where) {
  std::string_view file = where.file;
  file.remove_prefix(file.rfind('/') + 1);  // nothing where there is no folder: npos + 1
  throw Error(kind, std::string(file) + ":" + std::to_string(where.line) + ": " + call + ": " + reason);
}

}  // namespace

void check(cudaError_t result, const char* call, Place where) {
  if (result == cudaSuccess) return;
  // The runtime keeps an error for whoever asks next: it has been told of here.
  static_cast<void>(cudaGetLastError());
  const ErrorKind kind = result == cudaErrorMemoryAllocation ? ErrorKind::memory : ErrorKind::device;
  fail(kind, call, std::string(cudaGetErrorName(result)) + " (" + cudaGetErrorString(result) + ")", where);
}

void check(cufftResult result, const char* call, Place where) {
  if (result == CUFFT_SUCCESS) return;
  const ErrorKind kind = result == CUFFT_ALLOC_FAILED ? ErrorKind::memory : ErrorKind::device;
  fail(kind, call, name_of(result) + " (" + std::to_string(static_cast<int>(result)) + ")", where);
}

}  // namespace hesscut::kernels::cuda
