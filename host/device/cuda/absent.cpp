#include <hesscut/error.hpp>

#include "host/device/cuda/cuda.hpp"

namespace hesscut::device {

namespace {

constexpr const char* reason = "this Hesscut was built without the CUDA toolkit";

}  // namespace

CudaProbe probe_cuda() {
  return {{}, reason};
}

std::string cuda_versions() {
  return {};
}

std::unique_ptr<Device> make_cuda_device(const Gpu&) {
  throw Error(ErrorKind::device, reason);
}

}  // namespace hesscut::device
