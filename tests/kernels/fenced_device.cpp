#include "tests/kernels/fenced_device.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <new>
#include <system_error>

#include "tests/kernels/forwarding_queue.hpp"

namespace hesscut::test {
namespace {

/// Opens the fence for each call.
class FencedQueue final : public kernels::ForwardingQueue {
 public:
  FencedQueue(std::unique_ptr<kernels::Operations> inner, std::shared_ptr<Fence> fence)
      : ForwardingQueue(std::move(inner)), fence_(std::move(fence)) {}

 private:
  void pass(const std::function<void()>& call) override { fence_->pass(call); }

  std::shared_ptr<Fence> fence_;
};

}  // namespace

Fence::~Fence() {
  for (const auto& [memory, bytes] : blocks_) munmap(memory, bytes);
}

void* Fence::allocate(std::size_t bytes) {
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  const std::size_t size = (bytes / page + 1) * page;
  void* memory = mmap(nullptr, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  const std::lock_guard lock(mutex_);
  blocks_.emplace(memory, size);
  return memory;
}

void Fence::release(void* memory) noexcept {
  const std::lock_guard lock(mutex_);
  const auto block = blocks_.find(memory);
  munmap(memory, block->second);
  blocks_.erase(block);
}

void Fence::protect_all(bool open) {
  for (const auto& [memory, bytes] : blocks_) {
    if (mprotect(memory, bytes, open ? PROT_READ | PROT_WRITE : PROT_NONE) != 0) {
      throw std::system_error(errno, std::generic_category(), "mprotect");
    }
  }
}

std::unique_ptr<kernels::Operations> FencedDevice::make_queue() {
  return std::make_unique<FencedQueue>(inner_->make_queue(), fence_);
}

}  // namespace hesscut::test
