#include "cuda_emulation/control.hpp"
#include "runtime/call.hpp"
#include "runtime/event.hpp"
#include "runtime/fft.hpp"
#include "runtime/graph.hpp"
#include "runtime/memory.hpp"
#include "runtime/stream.hpp"

namespace cuda_emulation {

LiveObjects live_objects() {
  const RuntimeLock lock;
  LiveObjects live;
  live.allocations = live_allocations();
  live.pinned_allocations = live_pinned_allocations();
  live.streams = live_streams();
  live.events = live_events();
  live.graphs = live_graphs();
  live.graph_executables = live_graph_executables();
  live.plans = live_plans();
  return live;
}

}  // namespace cuda_emulation
