#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "host/device/device.hpp"

/// What the rest of Hesscut may ask of CUDA, in every build: absent.cpp answers in those without it.

namespace hesscut::device {

/// A GPU that Hesscut can run on.
struct Gpu {
  int ordinal = 0;
  std::string name;
  std::size_t memory_bytes = 0;
  int major = 0;  ///< compute capability
  int minor = 0;

  /// "NVIDIA H200, compute capability 9.0, 139 GiB"
  [[nodiscard]] std::string description() const {
    return name + ", compute capability " + std::to_string(major) + "." + std::to_string(minor) + ", " +
           std::to_string(memory_bytes >> 30U) + " GiB";
  }
};

/// Either GPUs, or the reason why there is none.
struct CudaProbe {
  std::vector<Gpu> gpus;
  std::string reason;
};

/// Never throws for want of a driver or a GPU.
[[nodiscard]] CudaProbe probe_cuda();
/// Versions of the runtime, the driver and cuFFT, for people; empty in a build without CUDA.
[[nodiscard]] std::string cuda_versions();
/// Throws Error (device) when the GPU cannot be had.
[[nodiscard]] std::unique_ptr<Device> make_cuda_device(const Gpu& gpu);

}  // namespace hesscut::device
