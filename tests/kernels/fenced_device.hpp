#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "host/device/device.hpp"

/// A device whose memory the host cannot touch: every page of it is closed except while an operation runs. On the CPU a
/// host that reads or writes a field directly would otherwise go unnoticed until there is another device.

namespace hesscut::test {

/// The pages; shared by the device and its queues.
class Fence {
 public:
  ~Fence();
  [[nodiscard]] void* allocate(std::size_t bytes);
  void release(void* memory) noexcept;

  /// Runs an operation with the pages open; one at a time.
  void pass(const std::function<void()>& operation) {
    const std::lock_guard lock(mutex_);
    protect_all(true);
    operation();
    protect_all(false);
  }

 private:
  void protect_all(bool open);

  std::mutex mutex_;
  std::map<void*, std::size_t> blocks_;
};

class FencedDevice final : public device::Device {
 public:
  explicit FencedDevice(std::unique_ptr<device::Device> inner) : inner_(std::move(inner)) {}

  [[nodiscard]] std::string description() const override { return inner_->description(); }
  [[nodiscard]] std::unique_ptr<kernels::Operations> make_queue() override;
  [[nodiscard]] void* allocate(std::size_t bytes) override { return fence_->allocate(bytes); }
  void release(void* memory) noexcept override { fence_->release(memory); }

 private:
  std::unique_ptr<device::Device> inner_;
  std::shared_ptr<Fence> fence_ = std::make_shared<Fence>();
};

}  // namespace hesscut::test
