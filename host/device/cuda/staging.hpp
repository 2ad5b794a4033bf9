#pragma once

#include <cuda_runtime.h>

#include <array>
#include <cstddef>
#include <vector>

#include "host/device/cuda/owners.hpp"

/// The way between the host's memory, which may go or change at any time, and a stream that gets to it later: through
/// pinned memory of a fixed size, however much there is to carry.

namespace hesscut::device::cuda {

/// Host to device. Pieces are laid one behind the other into slots; a slot is used again once its copies are done.
class Uploads {
 public:
  /// Has read `host` when it returns.
  void enqueue(cudaStream_t stream, std::byte* device, const std::byte* host, std::size_t bytes);

 private:
  struct Slot {
    PinnedBuffer memory;
    Event done;
    std::size_t used = 0;
  };

  Slot& open_slot();
  void next_slot(cudaStream_t stream);

  std::array<Slot, 2> slots_;
  std::size_t current_ = 0;
};

/// Device to host. What is enqueued lands in pinned memory; deliver() hands it on.
class Downloads {
 public:
  void enqueue(cudaStream_t stream, std::byte* host, const std::byte* device, std::size_t bytes);
  /// Waits for the stream, then brings everything enqueued so far to where it belongs.
  void deliver(cudaStream_t stream);

 private:
  struct Parcel {
    std::byte* host;
    const std::byte* pinned;
    std::size_t bytes;
  };

  PinnedBuffer memory_;
  std::size_t used_ = 0;
  std::vector<Parcel> parcels_;
};

}  // namespace hesscut::device::cuda
