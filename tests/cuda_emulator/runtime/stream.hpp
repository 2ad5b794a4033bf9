#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>

#include <cuda_runtime.h>

#include "runtime/lane.hpp"

namespace cuda_emulation {

/// Work of a stream, run as that lane.
using Task = std::function<void(Lane&)>;

/// A moment in the work of a stream, for whoever waits for it.
struct Moment {
  CUstream_st* stream = nullptr;  ///< whose work brings it about
  bool reached = false;
  char order = 0;  ///< its address orders what came before and what comes after
};

struct Capture;

/// The work of this stream that has not been done yet.
struct Pending {
  Task task;                       ///< empty: only waits
  std::shared_ptr<Moment> wanted;  ///< to be reached before
  std::unique_ptr<char> order;     ///< its address orders the call that enqueued before the work
};

[[nodiscard]] bool is_stream(cudaStream_t stream);
/// Hands work to the stream: into its queue, or into the graph that it records. Then runs what the mode of streams
/// says.
[[nodiscard]] cudaError_t enqueue(cudaStream_t stream, Task task);
/// The stream goes on only after the moment.
void enqueue_wait(cudaStream_t stream, std::shared_ptr<Moment> moment);
/// The moment when all work enqueued so far is done.
[[nodiscard]] std::shared_ptr<Moment> enqueue_moment(cudaStream_t stream);

/// Does all of its work, and orders it before what the calling host thread does next.
void finish_stream(cudaStream_t stream);
void finish_device(int device);
/// Works until the moment is reached, and orders it before what the calling host thread does next.
void finish_until(const std::shared_ptr<Moment>& moment);
/// Does one piece of work of the stream; false when there is none.
bool make_progress(cudaStream_t stream);

[[nodiscard]] std::size_t live_streams();

}  // namespace cuda_emulation

struct CUstream_st {
  int device = 0;
  cuda_emulation::Lane lane;
  std::deque<cuda_emulation::Pending> pending;
  char finished = 0;  ///< its address orders the work done before the host that has waited for it
  std::shared_ptr<cuda_emulation::Capture> capture;
};
