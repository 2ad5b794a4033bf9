#include "runtime/event.hpp"

#include <set>

#include "runtime/call.hpp"
#include "runtime/capture.hpp"

namespace cuda_emulation {
namespace {

std::set<cudaEvent_t> events;

bool known(cudaEvent_t event) {
  return events.contains(event);
}

}  // namespace

std::size_t live_events() {
  return events.size();
}

}  // namespace cuda_emulation

using cuda_emulation::call;
using cuda_emulation::freeing_call;

cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned flags) {
  return call([&] {
    *event = new CUevent_st;
    (*event)->timed = (flags & cudaEventDisableTiming) == 0;
    cuda_emulation::events.insert(*event);
    return cudaSuccess;
  });
}

cudaError_t cudaEventDestroy(cudaEvent_t event) {
  return freeing_call([&] {
    if (cuda_emulation::events.erase(event) == 0) return cudaErrorInvalidResourceHandle;
    delete event;
    return cudaSuccess;
  });
}

cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream) {
  return call([&] {
    if (!cuda_emulation::known(event) || !cuda_emulation::is_stream(stream)) return cudaErrorInvalidResourceHandle;
    if (stream->capture != nullptr) return cuda_emulation::record_event(*stream, *event);
    event->captured = {};
    event->moment = cuda_emulation::enqueue_moment(stream);
    return cudaSuccess;
  });
}

cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned /*flags*/) {
  return call([&] {
    if (!cuda_emulation::known(event) || !cuda_emulation::is_stream(stream)) return cudaErrorInvalidResourceHandle;
    if (event->captured.capture != nullptr) return cuda_emulation::join_capture(*stream, *event);
    if (stream->capture != nullptr) return cuda_emulation::invalidate(*stream, cudaErrorStreamCaptureIsolation);
    if (event->moment != nullptr) cuda_emulation::enqueue_wait(stream, event->moment);
    return cudaSuccess;
  });
}

cudaError_t cudaEventSynchronize(cudaEvent_t event) {
  return call([&] {
    if (!cuda_emulation::known(event)) return cudaErrorInvalidResourceHandle;
    if (event->captured.capture != nullptr) return cudaErrorCapturedEvent;
    if (event->moment != nullptr) cuda_emulation::finish_until(event->moment);
    return cudaSuccess;
  });
}

cudaError_t cudaEventQuery(cudaEvent_t event) {
  return call([&] {
    if (!cuda_emulation::known(event)) return cudaErrorInvalidResourceHandle;
    if (event->captured.capture != nullptr) return cudaErrorCapturedEvent;
    const auto& moment = event->moment;
    if (moment == nullptr) return cudaSuccess;
    if (!moment->reached) (void)cuda_emulation::make_progress(moment->stream);
    if (!moment->reached) return cudaErrorNotReady;
    cuda_emulation::finish_until(moment);
    return cudaSuccess;
  });
}

// There is no time in here: nothing may depend on it.
cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t start, cudaEvent_t end) {
  return call([&] {
    for (cudaEvent_t event : {start, end}) {
      if (!cuda_emulation::known(event) || !event->timed || event->moment == nullptr) {
        return cudaErrorInvalidResourceHandle;
      }
      if (!event->moment->reached) return cudaErrorNotReady;
    }
    *milliseconds = 1.0F;
    return cudaSuccess;
  });
}
