#pragma once

#include <cstddef>
#include <optional>

#include <cuda_runtime.h>

namespace cuda_emulation {

[[nodiscard]] std::size_t memory_limit();

/// Whether the bytes lie within one live allocation of device memory, or of pinned memory.
[[nodiscard]] bool is_device_memory(const void* memory, std::size_t bytes);
[[nodiscard]] bool is_pinned_memory(const void* memory, std::size_t bytes);
/// Whether the address belongs to the range that device memory is taken from.
[[nodiscard]] bool in_device_range(const void* memory);

/// While it lives, the memory of a device may be touched.
class OpenDevice {
 public:
  explicit OpenDevice(int device);
  ~OpenDevice();
  OpenDevice(const OpenDevice&) = delete;
  OpenDevice& operator=(const OpenDevice&) = delete;

 private:
  int device_;
};

[[nodiscard]] std::size_t live_allocations();
[[nodiscard]] std::size_t live_pinned_allocations();

}  // namespace cuda_emulation
