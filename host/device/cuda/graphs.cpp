#include "host/device/cuda/graphs.hpp"

#include <algorithm>
#include <iterator>

namespace hesscut::device::cuda {

namespace {

constexpr std::size_t kept_records = 32;

}  // namespace

void Graphs::replay(cudaStream_t stream, std::span<const std::uintptr_t> key, const std::function<void()>& enqueue) {
  bool known = false;
  Record& found = find(stream, key, known);
  if (!known) {
    enqueue();
    return;
  }
  if (found.graph.empty()) found.graph = record(stream, enqueue);
  HESSCUT_CUDA(cudaGraphLaunch(found.graph.get(), stream));
}

Graphs::Record& Graphs::find(cudaStream_t stream, std::span<const std::uintptr_t> key, bool& known) {
  const auto found = std::ranges::find_if(records_, [&](const Record& r) { return std::ranges::equal(r.key, key); });
  known = found != records_.end();
  if (known) {
    records_.splice(records_.begin(), records_, found);
  } else {
    if (records_.size() == kept_records) {
      HESSCUT_CUDA(cudaStreamSynchronize(stream));  // the oldest may still be running
      records_.pop_back();
    }
    records_.push_front({{key.begin(), key.end()}, {}});
  }
  return records_.front();
}

ExecutableGraph Graphs::record(cudaStream_t stream, const std::function<void()>& enqueue) {
  cudaGraph_t captured = nullptr;
  HESSCUT_CUDA(cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal));
  recording_ = true;
  try {
    enqueue();
  } catch (...) {
    // Within a recording the thread could not even take memory. The error that is told is the one inside the block.
    recording_ = false;
    static_cast<void>(cudaStreamEndCapture(stream, &captured));
    static_cast<void>(cudaGetLastError());
    const Graph torn(captured);
    throw;
  }
  recording_ = false;
  const cudaError_t ended = cudaStreamEndCapture(stream, &captured);
  const Graph graph(captured);
  kernels::cuda::check(ended, "cudaStreamEndCapture(stream, &captured)");
  cudaGraphExec_t executable = nullptr;
  HESSCUT_CUDA(cudaGraphInstantiate(&executable, graph.get(), 0));
  return ExecutableGraph(executable);
}

}  // namespace hesscut::device::cuda
