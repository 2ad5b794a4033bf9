#include <oneapi/tbb/cache_aligned_allocator.h>
#include <oneapi/tbb/info.h>

#include <new>

#include <hesscut/error.hpp>

#include "host/device/device.hpp"
#include "kernels/cpu/queue.hpp"

namespace hesscut::device {

namespace {

class CpuDevice final : public Device {
 public:
  explicit CpuDevice(int threads) : threads_(threads > 0 ? threads : oneapi::tbb::info::default_concurrency()) {}

  [[nodiscard]] std::string description() const override {
    return "cpu, " + std::to_string(threads_) + (threads_ == 1 ? " thread" : " threads");
  }

  [[nodiscard]] std::unique_ptr<kernels::Operations> make_queue() override {
    return std::make_unique<kernels::cpu::Queue>(threads_);
  }

  /// Images one by one, as many at a time as there are threads: the fields of one stay in the cache, those of many do
  /// not.
  [[nodiscard]] std::size_t memory_budget() const override { return 0; }
  [[nodiscard]] int workers() const override { return threads_; }

  [[nodiscard]] void* allocate(std::size_t bytes) override {
    try {
      return oneapi::tbb::cache_aligned_allocator<std::byte>().allocate(bytes);
    } catch (const std::bad_alloc&) {
      throw Error(ErrorKind::memory, "cpu: no memory for " + std::to_string(bytes >> 20U) + " MiB");
    }
  }

  void release(void* memory) noexcept override {
    oneapi::tbb::cache_aligned_allocator<std::byte>().deallocate(static_cast<std::byte*>(memory), 0);
  }

 private:
  int threads_;
};

}  // namespace

std::unique_ptr<Device> make_cpu_device(int threads) {
  return std::make_unique<CpuDevice>(threads);
}

}  // namespace hesscut::device
