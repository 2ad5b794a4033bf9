#pragma once

#include <cuda_runtime.h>

#include <cstdint>
#include <functional>
#include <list>
#include <span>
#include <vector>

#include "host/device/cuda/owners.hpp"

namespace hesscut::device::cuda {

/// Records of blocks of operations (CUDA graphs), by key, the least recently used given up first. A block is recorded
/// when it comes for the second time: many never do, and by then everything that a kernel does on its first launch,
/// such as loading its code, is behind it.
class Graphs {
 public:
  void replay(cudaStream_t stream, std::span<const std::uintptr_t> key, const std::function<void()>& enqueue);
  /// To be called, with the stream idle, when memory that blocks may have used is moved.
  void clear() { records_.clear(); }
  [[nodiscard]] bool recording() const { return recording_; }

 private:
  struct Record {
    std::vector<std::uintptr_t> key;
    ExecutableGraph graph;  ///< none yet where the block came once
  };

  Record& find(cudaStream_t stream, std::span<const std::uintptr_t> key, bool& known);
  [[nodiscard]] ExecutableGraph record(cudaStream_t stream, const std::function<void()>& enqueue);

  std::list<Record> records_;  ///< the most recently used first
  bool recording_ = false;
};

}  // namespace hesscut::device::cuda
