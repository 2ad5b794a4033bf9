#pragma once

#include <cstddef>

#include <cuda_runtime.h>

namespace cuda_emulation {

/// cudaSuccess where there is a driver and a device.
[[nodiscard]] cudaError_t driver_error();
[[nodiscard]] int device_count();
/// Of the calling thread.
[[nodiscard]] int current_device();

}  // namespace cuda_emulation
