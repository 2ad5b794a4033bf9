#include "host/device/cuda/staging.hpp"

#include <algorithm>
#include <cstring>

namespace hesscut::device::cuda {

namespace {

constexpr std::size_t slot_bytes = std::size_t{4} << 20U;
constexpr std::size_t alignment = 256;  ///< of pieces: copies of whole lines

std::size_t aligned(std::size_t bytes) {
  return (bytes + alignment - 1) / alignment * alignment;
}

}  // namespace

Uploads::Slot& Uploads::open_slot() {
  Slot& slot = slots_[current_];
  if (slot.done.empty()) slot.done = make_event();
  if (slot.memory.size() == 0) slot.memory = make_pinned_buffer(slot_bytes);
  return slot;
}

void Uploads::next_slot(cudaStream_t stream) {
  HESSCUT_CUDA(cudaEventRecord(slots_[current_].done.get(), stream));
  current_ = (current_ + 1) % slots_.size();
  // An event that was never recorded counts as done.
  HESSCUT_CUDA(cudaEventSynchronize(open_slot().done.get()));
  slots_[current_].used = 0;
}

void Uploads::enqueue(cudaStream_t stream, std::byte* device, const std::byte* host, std::size_t bytes) {
  while (bytes > 0) {
    if (open_slot().used == slot_bytes) next_slot(stream);
    Slot& slot = slots_[current_];
    const std::size_t piece = std::min(bytes, slot_bytes - slot.used);
    std::byte* pinned = slot.memory.data() + slot.used;
    std::memcpy(pinned, host, piece);
    HESSCUT_CUDA(cudaMemcpyAsync(device, pinned, piece, cudaMemcpyHostToDevice, stream));
    slot.used += aligned(piece);
    device += piece;
    host += piece;
    bytes -= piece;
  }
}

void Downloads::enqueue(cudaStream_t stream, std::byte* host, const std::byte* device, std::size_t bytes) {
  if (memory_.size() == 0) memory_ = make_pinned_buffer(slot_bytes);
  while (bytes > 0) {
    if (used_ == memory_.size()) deliver(stream);
    const std::size_t piece = std::min(bytes, memory_.size() - used_);
    std::byte* pinned = memory_.data() + used_;
    HESSCUT_CUDA(cudaMemcpyAsync(pinned, device, piece, cudaMemcpyDeviceToHost, stream));
    parcels_.push_back({host, pinned, piece});
    used_ += aligned(piece);
    host += piece;
    device += piece;
    bytes -= piece;
  }
}

void Downloads::deliver(cudaStream_t stream) {
  const cudaError_t waited = cudaStreamSynchronize(stream);
  if (waited == cudaSuccess) {
    for (const Parcel& parcel : parcels_) std::memcpy(parcel.host, parcel.pinned, parcel.bytes);
  }
  // What could not be waited for is never delivered: who asked for it may be gone by then.
  parcels_.clear();
  used_ = 0;
  kernels::cuda::check(waited, "cudaStreamSynchronize(stream)");
}

}  // namespace hesscut::device::cuda
