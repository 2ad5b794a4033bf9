#include "host/device/cuda/cuda_queue.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include <hesscut/error.hpp>

namespace hesscut::device::cuda {

CudaQueue::~CudaQueue() {
  // The memory below must not go while the stream still reads or writes it.
  static_cast<void>(cudaStreamSynchronize(stream()));
}

void CudaQueue::reserve(const kernels::Shape& largest) {
  grow_scratch(scratch_bytes(largest));
}

std::unique_ptr<kernels::SpectralPlan> CudaQueue::make_spectral_plan(const kernels::Shape& shape, Boundary boundary) {
  auto plan =
      transforms_.make_plan(stream(), shape, boundary, [this](const void* device, const void* host, std::size_t bytes) {
        upload(const_cast<void*>(device), host, bytes);
      });
  grow_scratch(plan->scratch_bytes());
  return plan;
}

void CudaQueue::upload(void* device, const void* host, std::size_t bytes) {
  uploads_.enqueue(stream(), static_cast<std::byte*>(device), static_cast<const std::byte*>(host), bytes);
}

void CudaQueue::download(void* host, const void* device, std::size_t bytes) {
  downloads_.enqueue(stream(), static_cast<std::byte*>(host), static_cast<const std::byte*>(device), bytes);
}

void CudaQueue::copy(void* to, const void* from, std::size_t bytes) {
  HESSCUT_CUDA(cudaMemcpyAsync(to, from, bytes, cudaMemcpyDeviceToDevice, stream()));
}

void CudaQueue::fill(kernels::FloatField field, float value) {
  const std::size_t count = field.shape.count();
  if (std::bit_cast<std::uint32_t>(value) == 0) {
    HESSCUT_CUDA(cudaMemsetAsync(field.data, 0, count * sizeof(float), stream()));
    return;
  }
  // The runtime sets bytes only. Any other value is brought there once and doubled until the field is full.
  std::array<float, 1024> values{};
  values.fill(value);
  std::size_t filled = std::min(count, values.size());
  upload(field.data, values.data(), filled * sizeof(float));
  while (filled < count) {
    const std::size_t more = std::min(filled, count - filled);
    copy(field.data + filled, field.data, more * sizeof(float));
    filled += more;
  }
}

void CudaQueue::synchronize() {
  downloads_.deliver(stream());
}

void CudaQueue::replay(std::span<const std::uintptr_t> key, const std::function<void()>& enqueue) {
  graphs_.replay(stream(), key, enqueue);
}

std::byte* CudaQueue::scratch(std::size_t bytes) {
  grow_scratch(bytes);
  return scratch_.data();
}

void CudaQueue::grow_scratch(std::size_t bytes) {
  if (bytes <= scratch_.size()) return;
  if (graphs_.recording()) throw Error(ErrorKind::internal, "a recorded block needs scratch that was not reserved");
  // Operations in flight and recorded blocks know the old place.
  HESSCUT_CUDA(cudaStreamSynchronize(stream()));
  graphs_.clear();
  scratch_ = {};
  scratch_ = make_device_buffer(bytes);
}

}  // namespace hesscut::device::cuda
