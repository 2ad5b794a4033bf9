#include <algorithm>
#include <utility>

#include "host/device/cuda/cuda.hpp"
#include "host/device/cuda/cuda_queue.hpp"
#include "host/device/cuda/owners.hpp"

namespace hesscut::device {

namespace {

/// One batch in work uploads, downloads and is finished by the host while the other one is solved.
constexpr int batches_in_work = 2;
/// Each of them keeps the memory of a few shapes, and the full-resolution edge needs some too.
constexpr std::size_t shares_of_memory = 8;
/// Hundreds of photos: more at a time only make the first result come later.
constexpr std::size_t most_batch_bytes = std::size_t{4} << 30U;

class CudaDevice final : public Device {
 public:
  explicit CudaDevice(Gpu gpu) : gpu_(std::move(gpu)) {
    use([this] {
      std::size_t free_bytes = 0;
      std::size_t total_bytes = 0;
      HESSCUT_CUDA(cudaMemGetInfo(&free_bytes, &total_bytes));
      budget_ = std::min(most_batch_bytes, free_bytes / shares_of_memory);
    });
  }

  [[nodiscard]] std::string description() const override {
    return "cuda:" + std::to_string(gpu_.ordinal) + ", " + gpu_.description();
  }

  [[nodiscard]] std::unique_ptr<kernels::Operations> make_queue() override {
    const cuda::CurrentGpu current(gpu_.ordinal);
    return std::make_unique<cuda::CudaQueue>();
  }

  [[nodiscard]] void* allocate(std::size_t bytes) override {
    const cuda::CurrentGpu current(gpu_.ordinal);
    void* memory = nullptr;
    HESSCUT_CUDA(cudaMalloc(&memory, bytes));
    return memory;
  }

  void release(void* memory) noexcept override { static_cast<void>(cudaFree(memory)); }

  [[nodiscard]] std::size_t memory_budget() const override { return budget_; }
  [[nodiscard]] int workers() const override { return batches_in_work; }

  void use(const std::function<void()>& work) override {
    const cuda::CurrentGpu current(gpu_.ordinal);
    work();
  }

 private:
  Gpu gpu_;
  std::size_t budget_ = 0;
};

}  // namespace

std::unique_ptr<Device> make_cuda_device(const Gpu& gpu) {
  return std::make_unique<CudaDevice>(gpu);
}

}  // namespace hesscut::device
