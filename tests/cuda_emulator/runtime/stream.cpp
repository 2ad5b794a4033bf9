#include "runtime/stream.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "cuda_emulation/control.hpp"
#include "runtime/call.hpp"
#include "runtime/capture.hpp"
#include "runtime/device.hpp"
#include "runtime/memory.hpp"
#include "runtime/order.hpp"

namespace cuda_emulation {
namespace {

std::vector<CUstream_st*> streams;
char left_behind = 0;  // its address orders the work of destroyed streams before the host that waits for a device

/// Runs work as the stream's lane; to ThreadSanitizer the host thread is somebody else meanwhile.
void run_as(CUstream_st& stream, const Pending& work) {
  void* const host = sanitizers::current_thread();
  if (sanitizers::logical_threads) sanitizers::become(stream.lane.logical_thread());
  sanitizers::acquire(work.order.get());
  if (work.wanted != nullptr) sanitizers::acquire(&work.wanted->order);
  if (work.task) {
    const OpenDevice open(stream.device);
    work.task(stream.lane);
  }
  sanitizers::release(&stream.finished);
  if (sanitizers::logical_threads) sanitizers::become(host);
}

void run_next(CUstream_st& stream) {
  if (stream.pending.front().wanted != nullptr) {
    const std::shared_ptr<Moment> wanted = stream.pending.front().wanted;
    while (!wanted->reached) run_next(*wanted->stream);
  }
  const Pending work = std::move(stream.pending.front());
  stream.pending.pop_front();
  run_as(stream, work);
}

void drain(CUstream_st& stream) {
  while (!stream.pending.empty()) run_next(stream);
}

/// The last work of a stream, which nobody waits for by its name any more.
void finish_destroyed(CUstream_st& stream) {
  drain(stream);
  if (!sanitizers::logical_threads) return;
  void* const host = sanitizers::current_thread();
  sanitizers::become(stream.lane.logical_thread());
  sanitizers::release(&left_behind);
  sanitizers::become(host);
}

/// As much of the work as the mode of streams wants done now.
void work_now(CUstream_st& stream) {
  switch (stream_mode()) {
    case StreamMode::eager:
      drain(stream);
      break;
    case StreamMode::lazy:
      break;
    case StreamMode::random:
      for (std::size_t steps = random_below(3); steps > 0; --steps) {
        (void)make_progress(streams[random_below(streams.size())]);
      }
      break;
  }
}

void append(CUstream_st& stream, Task task, std::shared_ptr<Moment> wanted) {
  auto order = std::make_unique<char>();
  sanitizers::release(order.get());
  stream.pending.push_back({std::move(task), std::move(wanted), std::move(order)});
  work_now(stream);
}

}  // namespace

bool is_stream(cudaStream_t stream) {
  return std::find(streams.begin(), streams.end(), stream) != streams.end();
}

cudaError_t enqueue(cudaStream_t stream, Task task) {
  if (!is_stream(stream)) return cudaErrorInvalidResourceHandle;
  if (stream->capture != nullptr) return record(*stream, std::move(task));
  append(*stream, std::move(task), nullptr);
  return cudaSuccess;
}

void enqueue_wait(cudaStream_t stream, std::shared_ptr<Moment> moment) {
  append(*stream, {}, std::move(moment));
}

std::shared_ptr<Moment> enqueue_moment(cudaStream_t stream) {
  auto moment = std::make_shared<Moment>();
  moment->stream = stream;
  append(
      *stream,
      [moment](Lane&) {
        sanitizers::release(&moment->order);
        moment->reached = true;
      },
      nullptr);
  return moment;
}

bool make_progress(cudaStream_t stream) {
  if (stream->pending.empty()) return false;
  run_next(*stream);
  return true;
}

void finish_stream(cudaStream_t stream) {
  drain(*stream);
  sanitizers::acquire(&stream->finished);
}

void finish_device(int device) {
  for (CUstream_st* stream : streams) {
    if (stream->device == device) finish_stream(stream);
  }
  sanitizers::acquire(&left_behind);
}

void finish_until(const std::shared_ptr<Moment>& moment) {
  while (!moment->reached) run_next(*moment->stream);
  sanitizers::acquire(&moment->order);
}

std::size_t live_streams() {
  return streams.size();
}

}  // namespace cuda_emulation

using cuda_emulation::call;
using cuda_emulation::freeing_call;

cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned /*flags*/) {
  return call([&] {
    auto* const made = new CUstream_st;
    made->device = cuda_emulation::current_device();
    cuda_emulation::streams.push_back(made);
    *stream = made;
    return cudaSuccess;
  });
}

cudaError_t cudaStreamCreateWithPriority(cudaStream_t* stream, unsigned flags, int /*priority*/) {
  return cudaStreamCreateWithFlags(stream, flags);
}

// The work of a destroyed stream is still done.
cudaError_t cudaStreamDestroy(cudaStream_t stream) {
  return freeing_call([&] {
    if (!cuda_emulation::is_stream(stream)) return cudaErrorInvalidResourceHandle;
    cuda_emulation::finish_destroyed(*stream);
    std::erase(cuda_emulation::streams, stream);
    delete stream;
    return cudaSuccess;
  });
}

cudaError_t cudaStreamSynchronize(cudaStream_t stream) {
  return call([&] {
    if (!cuda_emulation::is_stream(stream)) return cudaErrorInvalidResourceHandle;
    if (const cudaError_t error = cuda_emulation::forbidden_for(*stream); error != cudaSuccess) return error;
    cuda_emulation::finish_stream(stream);
    return cudaSuccess;
  });
}

cudaError_t cudaStreamQuery(cudaStream_t stream) {
  return call([&] {
    if (!cuda_emulation::is_stream(stream)) return cudaErrorInvalidResourceHandle;
    if (const cudaError_t error = cuda_emulation::forbidden_for(*stream); error != cudaSuccess) return error;
    (void)cuda_emulation::make_progress(stream);  // who asks again and again comes to an end
    if (!stream->pending.empty()) return cudaErrorNotReady;
    cuda_emulation::finish_stream(stream);
    return cudaSuccess;
  });
}
