#include "runtime/capture.hpp"

#include <algorithm>
#include <utility>

#include "runtime/call.hpp"
#include "runtime/graph.hpp"

namespace cuda_emulation {
namespace {

std::vector<Capture*> active;

Capture::Branch* branch_of(Capture& capture, const CUstream_st& stream) {
  const auto found = std::find_if(capture.branches.begin(), capture.branches.end(),
                                  [&](const Capture::Branch& branch) { return branch.stream == &stream; });
  return found == capture.branches.end() ? nullptr : &*found;
}

/// Every branch must have come back to the origin: its ends are among what the origin's next node would come after.
bool all_joined(const Capture& capture) {
  std::vector<bool> reached(capture.nodes.size());
  for (const std::size_t end : capture.branches.front().ends) reached[end] = true;
  for (std::size_t i = capture.nodes.size(); i-- > 0;) {
    if (!reached[i]) continue;
    for (const std::size_t before : capture.nodes[i].after) reached[before] = true;
  }
  return std::all_of(reached.begin(), reached.end(), [](bool yes) { return yes; });
}

cudaError_t end_capture(CUstream_st& stream, cudaGraph_t* graph) {
  *graph = nullptr;
  if (stream.capture == nullptr) return cudaErrorIllegalState;
  const std::shared_ptr<Capture> capture = stream.capture;
  if (capture->origin != &stream) return cudaErrorStreamCaptureUnmatched;
  if (capture->mode != cudaStreamCaptureModeRelaxed && capture->thread != std::this_thread::get_id()) {
    return cudaErrorStreamCaptureWrongThread;
  }
  for (const Capture::Branch& branch : capture->branches) branch.stream->capture = nullptr;
  std::erase(active, capture.get());
  if (capture->invalid) return cudaErrorStreamCaptureInvalidated;
  if (!all_joined(*capture)) return cudaErrorStreamCaptureUnjoined;
  *graph = make_graph(capture->nodes);
  return cudaSuccess;
}

}  // namespace

cudaError_t record(CUstream_st& stream, Task task) {
  Capture& capture = *stream.capture;
  if (capture.invalid) return cudaErrorStreamCaptureInvalidated;
  Capture::Branch& branch = *branch_of(capture, stream);
  capture.nodes.push_back({std::move(task), branch.ends});
  branch.ends = {capture.nodes.size() - 1};
  return cudaSuccess;
}

cudaError_t record_event(CUstream_st& stream, CUevent_st& event) {
  if (stream.capture->invalid) return cudaErrorStreamCaptureInvalidated;
  event.moment = nullptr;
  event.captured = {stream.capture, branch_of(*stream.capture, stream)->ends};
  return cudaSuccess;
}

cudaError_t join_capture(CUstream_st& stream, const CUevent_st& event) {
  const std::shared_ptr<Capture>& capture = event.captured.capture;
  if (std::find(active.begin(), active.end(), capture.get()) == active.end()) return cudaErrorCapturedEvent;
  if (stream.capture != nullptr && stream.capture != capture) return invalidate(stream, cudaErrorStreamCaptureMerge);
  if (stream.capture == nullptr) {
    stream.capture = capture;
    capture->branches.push_back({&stream, {}});
  }
  std::vector<std::size_t>& ends = branch_of(*capture, stream)->ends;
  for (const std::size_t node : event.captured.nodes) {
    if (std::find(ends.begin(), ends.end(), node) == ends.end()) ends.push_back(node);
  }
  return cudaSuccess;
}

cudaError_t invalidate(CUstream_st& stream, cudaError_t error) {
  stream.capture->invalid = true;
  return error;
}

cudaError_t forbidden_for(CUstream_st& stream) {
  return stream.capture == nullptr ? cudaSuccess : invalidate(stream, cudaErrorStreamCaptureUnsupported);
}

cudaError_t forbidden_in_capture() {
  cudaError_t error = cudaSuccess;
  for (Capture* capture : active) {
    const bool concerns =
        capture->mode == cudaStreamCaptureModeGlobal ||
        (capture->mode == cudaStreamCaptureModeThreadLocal && capture->thread == std::this_thread::get_id());
    if (!concerns) continue;
    capture->invalid = true;
    error = cudaErrorStreamCaptureUnsupported;
  }
  return error;
}

}  // namespace cuda_emulation

using cuda_emulation::call;
using cuda_emulation::Capture;

cudaError_t cudaStreamBeginCapture(cudaStream_t stream, cudaStreamCaptureMode mode) {
  return call([&] {
    if (!cuda_emulation::is_stream(stream)) return cudaErrorInvalidResourceHandle;
    if (stream->capture != nullptr) return cudaErrorIllegalState;
    stream->capture = std::make_shared<Capture>();
    stream->capture->origin = stream;
    stream->capture->mode = mode;
    stream->capture->thread = std::this_thread::get_id();
    stream->capture->branches.push_back({stream, {}});
    cuda_emulation::active.push_back(stream->capture.get());
    return cudaSuccess;
  });
}

// Ends the recording even when it is made to fail: CUDA's streams do not stay in it either.
cudaError_t cudaStreamEndCapture(cudaStream_t stream, cudaGraph_t* graph) {
  return cuda_emulation::freeing_call([&] {
    if (!cuda_emulation::is_stream(stream)) return cudaErrorInvalidResourceHandle;
    return cuda_emulation::end_capture(*stream, graph);
  });
}

cudaError_t cudaStreamIsCapturing(cudaStream_t stream, cudaStreamCaptureStatus* status) {
  return call([&] {
    if (!cuda_emulation::is_stream(stream)) return cudaErrorInvalidResourceHandle;
    *status = stream->capture == nullptr ? cudaStreamCaptureStatusNone
              : stream->capture->invalid ? cudaStreamCaptureStatusInvalidated
                                         : cudaStreamCaptureStatusActive;
    return cudaSuccess;
  });
}
