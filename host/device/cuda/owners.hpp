#pragma once

#include <cuda_runtime.h>
#include <cufft.h>

#include <cstddef>
#include <utility>

#include "kernels/cuda/check.hpp"

/// One owner for everything that the CUDA runtime hands out. Movable, not copyable; releasing never throws: what could
/// be said of a failed release has been said by the call that failed before.

namespace hesscut::device::cuda {

/// A handle and the function that releases it; Handle{} is none.
template <class Handle, auto release>
class Owner {
 public:
  Owner() = default;
  explicit Owner(Handle handle) : handle_(handle) {}
  Owner(Owner&& other) noexcept : handle_(std::exchange(other.handle_, Handle{})) {}
  Owner& operator=(Owner&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Owner() {
    if (handle_ != Handle{}) static_cast<void>(release(handle_));
  }

  [[nodiscard]] Handle get() const { return handle_; }
  [[nodiscard]] bool empty() const { return handle_ == Handle{}; }

 private:
  Handle handle_{};
};

using Stream = Owner<cudaStream_t, cudaStreamDestroy>;
using Event = Owner<cudaEvent_t, cudaEventDestroy>;
using Graph = Owner<cudaGraph_t, cudaGraphDestroy>;
using ExecutableGraph = Owner<cudaGraphExec_t, cudaGraphExecDestroy>;

[[nodiscard]] inline Stream make_stream() {
  cudaStream_t stream = nullptr;
  HESSCUT_CUDA(cudaStreamCreateWithFlags(&stream, cudaStreamNonBlocking));
  return Stream(stream);
}

[[nodiscard]] inline Event make_event() {
  cudaEvent_t event = nullptr;
  HESSCUT_CUDA(cudaEventCreateWithFlags(&event, cudaEventDisableTiming));
  return Event(event);
}

/// Memory of `size` bytes, taken and given back by a pair of functions.
template <auto release>
class Buffer {
 public:
  Buffer() = default;
  Buffer(void* memory, std::size_t size) : memory_(static_cast<std::byte*>(memory)), size_(size) {}
  Buffer(Buffer&& other) noexcept : memory_(std::move(other.memory_)), size_(std::exchange(other.size_, 0)) {}
  Buffer& operator=(Buffer&& other) noexcept {
    memory_ = std::move(other.memory_);
    std::swap(size_, other.size_);
    return *this;
  }

  [[nodiscard]] std::byte* data() const { return memory_.get(); }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  Owner<std::byte*, release> memory_;
  std::size_t size_ = 0;
};

inline cudaError_t release_device_memory(std::byte* memory) {
  return cudaFree(memory);
}
inline cudaError_t release_pinned_memory(std::byte* memory) {
  return cudaFreeHost(memory);
}
using DeviceBuffer = Buffer<release_device_memory>;
using PinnedBuffer = Buffer<release_pinned_memory>;

[[nodiscard]] inline DeviceBuffer make_device_buffer(std::size_t bytes) {
  void* memory = nullptr;
  HESSCUT_CUDA(cudaMalloc(&memory, bytes));
  return {memory, bytes};
}

[[nodiscard]] inline PinnedBuffer make_pinned_buffer(std::size_t bytes) {
  void* memory = nullptr;
  HESSCUT_CUDA(cudaMallocHost(&memory, bytes));
  return {memory, bytes};
}

/// A cuFFT plan; its handle may be 0, so that none is -1.
class Transform {
 public:
  Transform() { HESSCUT_CUDA(cufftCreate(&handle_)); }
  Transform(Transform&& other) noexcept : handle_(std::exchange(other.handle_, none)) {}
  Transform& operator=(Transform&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Transform() {
    if (handle_ != none) static_cast<void>(cufftDestroy(handle_));
  }
  [[nodiscard]] cufftHandle get() const { return handle_; }

 private:
  static constexpr cufftHandle none = -1;
  cufftHandle handle_ = none;
};

/// Makes a GPU the current one of this thread for a while.
class CurrentGpu {
 public:
  explicit CurrentGpu(int ordinal) {
    HESSCUT_CUDA(cudaGetDevice(&before_));
    HESSCUT_CUDA(cudaSetDevice(ordinal));
  }
  CurrentGpu(const CurrentGpu&) = delete;
  CurrentGpu& operator=(const CurrentGpu&) = delete;
  ~CurrentGpu() { static_cast<void>(cudaSetDevice(before_)); }

 private:
  int before_ = 0;
};

}  // namespace hesscut::device::cuda
