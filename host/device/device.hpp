#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

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

  /// Bytes that one batch may take; a batch has one image at least. A larger one gains nothing or leaves no room for
  /// others; it is not forbidden.
  [[nodiscard]] virtual std::size_t memory_budget() const { return std::size_t{512} << 20U; }
  /// Batches that are best in work at a time, each on a queue and a thread of its own.
  [[nodiscard]] virtual int workers() const { return 1; }
  /// Runs `work`; within it the calling thread may use queues of this device.
  virtual void use(const std::function<void()>& work) { work(); }
};

/// The CPU: operations run at once, images spread over `threads` threads (0: one per core).
[[nodiscard]] std::unique_ptr<Device> make_cpu_device(int threads);

/// Devices to work on together, and what to tell people of them.
struct Choice {
  std::vector<std::unique_ptr<Device>> devices;
  std::string description;
};

/// The devices of a name of SegmenterOptions::device. Throws Error (usage) for another name and Error (device) with the
/// reason when it is known but cannot be used.
[[nodiscard]] Choice choose_devices(const std::string& name, int threads);

}  // namespace hesscut::device
