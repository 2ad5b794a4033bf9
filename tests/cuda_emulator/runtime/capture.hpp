#pragma once

#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

#include "runtime/event.hpp"
#include "runtime/stream.hpp"

namespace cuda_emulation {

/// A task of a graph, and the earlier ones that come before it.
struct Node {
  Task task;
  std::vector<std::size_t> after;
};

/// A recording under way.
struct Capture {
  CUstream_st* origin = nullptr;
  cudaStreamCaptureMode mode = cudaStreamCaptureModeGlobal;
  std::thread::id thread;
  bool invalid = false;
  std::vector<Node> nodes;
  /// Each stream that takes part, and the nodes after which its next one comes.
  struct Branch {
    CUstream_st* stream;
    std::vector<std::size_t> ends;
  };
  std::vector<Branch> branches;
};

/// Adds a task to the graph that the stream records.
[[nodiscard]] cudaError_t record(CUstream_st& stream, Task task);
[[nodiscard]] cudaError_t record_event(CUstream_st& stream, CUevent_st& event);
/// The stream waits for an event of a recording, and takes part in it from then on.
[[nodiscard]] cudaError_t join_capture(CUstream_st& stream, const CUevent_st& event);
/// Spoils the recording of the stream; returns the error.
cudaError_t invalidate(CUstream_st& stream, cudaError_t error);
/// The error of a call that must not be made while this stream records.
[[nodiscard]] cudaError_t forbidden_for(CUstream_st& stream);
/// The error of a call that must not be made by this thread while something records, which it spoils.
[[nodiscard]] cudaError_t forbidden_in_capture();

}  // namespace cuda_emulation
