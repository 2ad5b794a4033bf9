#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "kernels/operations.hpp"

namespace hesscut::device {

/// Where fields live and operations run. Everything is allocated through it, in constructors only.
class Device {
 public:
  virtual ~Device() = default;

  [[nodiscard]] virtual std::string description() const = 0;
  /// An ordered queue of operations; several queues of one device are independent of each other.
  [[nodiscard]] virtual std::unique_ptr<kernels::Operations> make_queue() = 0;

  /// Device memory, aligned for vector loads; Error (memory) when there is none left. Use Array instead.
  [[nodiscard]] virtual void* allocate(std::size_t bytes) = 0;
  virtual void release(void* memory) noexcept = 0;
};

/// The CPU: operations run at once, the images of a batch spread over `threads` threads (0: one per core).
[[nodiscard]] std::unique_ptr<Device> make_cpu_device(int threads);

/// A device by its name on the command line, "auto" or "cpu". Throws Error (usage) for another name and Error (device)
/// with the reason when it is known but cannot be used.
[[nodiscard]] std::unique_ptr<Device> make_device(const std::string& name, int threads);

}  // namespace hesscut::device
