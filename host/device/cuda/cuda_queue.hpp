#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "host/device/cuda/graphs.hpp"
#include "host/device/cuda/owners.hpp"
#include "host/device/cuda/staging.hpp"
#include "host/device/cuda/transforms.hpp"
#include "kernels/cuda/queue.hpp"

namespace hesscut::device::cuda {

/// The operations of one stream and the memory that they need: scratch, pinned memory, plans, recorded blocks. After an
/// Error it holds nothing that anybody may still wait for, and is best replaced by a new one.
class CudaQueue final : public kernels::cuda::Queue {
 public:
  CudaQueue() : CudaQueue(make_stream()) {}
  ~CudaQueue() override;
  CudaQueue(const CudaQueue&) = delete;
  CudaQueue& operator=(const CudaQueue&) = delete;

  void reserve(const kernels::Shape& largest) override;
  [[nodiscard]] std::unique_ptr<kernels::SpectralPlan> make_spectral_plan(const kernels::Shape& shape,
                                                                          Boundary boundary) override;
  void upload(void* device, const void* host, std::size_t bytes) override;
  void download(void* host, const void* device, std::size_t bytes) override;
  void copy(void* to, const void* from, std::size_t bytes) override;
  void fill(kernels::FloatField field, float value) override;
  void synchronize() override;
  void replay(std::span<const std::uintptr_t> key, const std::function<void()>& enqueue) override;

 protected:
  [[nodiscard]] std::byte* scratch(std::size_t bytes) override;

 private:
  explicit CudaQueue(Stream stream) : Queue(stream.get()), owned_stream_(std::move(stream)) {}

  void grow_scratch(std::size_t bytes);

  Stream owned_stream_;
  DeviceBuffer scratch_;
  Uploads uploads_;
  Downloads downloads_;
  Transforms transforms_;
  Graphs graphs_;
};

}  // namespace hesscut::device::cuda
