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
  Fence() = default;
  virtual ~Fence();
  Fence(const Fence&) = delete;
  Fence& operator=(const Fence&) = delete;
  [[nodiscard]] void* allocate(std::size_t bytes);
  void release(void* memory) noexcept;

  /// Runs an operation with the pages open; one at a time.
  void pass(const std::function<void()>& operation) {
    const std::lock_guard lock(mutex_);
    run(operation);
    protect_all(false);
  }

 protected:
  /// Opens what the operation needs, and runs it.
  virtual void run(const std::function<void()>& operation) {
    protect_all(true);
    operation();
  }
  /// Memory and bytes of every block, in whole pages.
  [[nodiscard]] const std::map<void*, std::size_t>& blocks() const { return blocks_; }

 private:
  void protect_all(bool open);

  std::mutex mutex_;
  std::map<void*, std::size_t> blocks_;
};

class FencedDevice final : public device::Device {
 public:
  explicit FencedDevice(std::unique_ptr<device::Device> inner, std::shared_ptr<Fence> fence = std::make_shared<Fence>())
      : inner_(std::move(inner)), fence_(std::move(fence)) {}

  [[nodiscard]] std::string description() const override { return inner_->description(); }
  [[nodiscard]] std::unique_ptr<kernels::Operations> make_queue() override;
  [[nodiscard]] void* allocate(std::size_t bytes) override { return fence_->allocate(bytes); }
  void release(void* memory) noexcept override { fence_->release(memory); }

 private:
  std::unique_ptr<device::Device> inner_;
  std::shared_ptr<Fence> fence_;
};

}  // namespace hesscut::test
