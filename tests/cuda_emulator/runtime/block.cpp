#include "runtime/block.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "cuda_emulation/threads.hpp"
#include "runtime/failure.hpp"
#include "runtime/order.hpp"
#include "runtime/warp.hpp"

uint3 threadIdx;
uint3 blockIdx;
dim3 blockDim;
dim3 gridDim;

namespace cuda_emulation {
namespace {

/// The block that runs. There is one at a time, as the runtime holds its lock while a kernel runs.
struct Block {
  const Kernel* kernel = nullptr;
  Lane* lane = nullptr;
  Crew* crew = nullptr;
  KernelCounters* counters = nullptr;
  std::vector<CudaThread> threads;
  std::vector<unsigned> order;  // in which the threads run between two barriers
  std::vector<Warp> warps;
  std::size_t cursor = 0;  // place in the order
  std::size_t live = 0;
  bool released = false;  // a thread became ready that the cursor may already have passed
  CudaThread* running = nullptr;
  Fiber host;
  unsigned barriers = 0;
  int predicates = 0, predicates_of_last_barrier = 0;
};
Block block;

[[nodiscard]] std::string block_name() {
  return std::string("kernel ") + block.kernel->name + ", block (" + std::to_string(blockIdx.x) + ", " +
         std::to_string(blockIdx.y) + ", " + std::to_string(blockIdx.z) + ")";
}

[[noreturn]] void divergence(const char* rule, const CudaThread& one, const CudaThread& other) {
  fail_test(block_name() + ": " + rule + ":\n  " + describe(one) + "\n  " + describe(other));
}

/// Everything left alive waits: for the barrier, or for ever.
void open_barrier() {
  CudaThread* first = nullptr;
  for (CudaThread& thread : block.threads) {
    if (thread.state == CudaThread::State::done) continue;
    if (first == nullptr) first = &thread;
    if (thread.state == CudaThread::State::in_warp)
      divergence("a lane waits for a lane that does not come", thread, block.warps[thread.number / 32].missing(thread));
    if (thread.place.line != first->place.line || thread.place.file != first->place.file)
      divergence("threads wait at different barriers", *first, thread);
    thread.state = CudaThread::State::ready;
  }
  ++block.counters->barriers;
  ++block.barriers;
  block.predicates_of_last_barrier = block.predicates;
  block.predicates = 0;
}

/// The next thread that can run; null when all are done.
CudaThread* next_thread() {
  for (;;) {
    while (block.cursor < block.order.size()) {
      CudaThread& thread = block.threads[block.order[block.cursor++]];
      if (thread.state == CudaThread::State::fresh || thread.state == CudaThread::State::ready) return &thread;
    }
    block.cursor = 0;
    if (block.live == 0) return nullptr;
    if (!block.released) open_barrier();
    block.released = false;
  }
}

void fiber_main();

/// A fiber for a thread that starts: its own to ThreadSanitizer, else any that stands idle.
OwnFiber* take_fiber(unsigned thread) {
  auto& fibers = block.crew->fibers;
  if (sanitizers::logical_threads) {
    if (fibers.size() <= thread) fibers.resize(thread + 1);
    if (fibers[thread] == nullptr) fibers[thread] = std::make_unique<OwnFiber>(fiber_main);
    return fibers[thread].get();
  }
  if (fibers.empty()) return new OwnFiber(fiber_main);
  OwnFiber* fiber = fibers.back().release();
  fibers.pop_back();
  return fiber;
}

void give_back(OwnFiber* fiber) {
  if (!sanitizers::logical_threads) block.crew->fibers.emplace_back(fiber);
}

void make_running(CudaThread& thread) {
  block.running = &thread;
  thread.state = CudaThread::State::running;
  threadIdx = thread.index;
}

/// Continues with another thread, or with the host when there is none; returns when the fiber left is continued.
void leave(Fiber& from, CudaThread* to) {
  if (to == nullptr) {
    switch_fiber(from, block.host);
    return;
  }
  if (to->fiber == nullptr) to->fiber = take_fiber(to->number);
  make_running(*to);
  switch_fiber(from, to->fiber->fiber());
}

void run_thread() {
  if (sanitizers::logical_threads) {
    sanitizers::acquire(&block.lane->launch_begin);
    sanitizers::acquire(&block.crew->order[block.crew->blocks % 2]);
  }
  block.kernel->invoke(block.kernel->data);
  if (sanitizers::logical_threads) {
    sanitizers::release(&block.crew->order[(block.crew->blocks + 1) % 2]);
    sanitizers::release(&block.lane->launch_end);
  }
  block.running->state = CudaThread::State::done;
  --block.live;
  block.released |= block.warps[block.running->number / 32].lane_left();
}

/// Runs thread after thread: one that never waits costs no switch.
void fiber_main() {
  fiber_has_started();
  for (;;) {
    run_thread();
    OwnFiber* const own = block.running->fiber;
    CudaThread* const next = next_thread();
    if (next != nullptr && next->fiber == nullptr && !sanitizers::logical_threads) {
      next->fiber = own;
      make_running(*next);
      continue;
    }
    give_back(own);
    leave(own->fiber(), next);
  }
}

/// Lets others run until the calling thread is ready again.
void wait() {
  CudaThread& self = *block.running;
  CudaThread* const next = next_thread();
  if (next == &self)
    make_running(self);
  else
    leave(self.fiber->fiber(), next);
}

void prepare_threads() {
  const dim3& size = block.kernel->block;
  block.threads.assign(static_cast<std::size_t>(size.x) * size.y * size.z, {});
  block.warps.clear();
  unsigned number = 0;
  for (unsigned z = 0; z < size.z; ++z)
    for (unsigned y = 0; y < size.y; ++y)
      for (unsigned x = 0; x < size.x; ++x, ++number) {
        block.threads[number].index = {x, y, z};
        block.threads[number].number = number;
      }
  for (std::size_t first = 0; first < block.threads.size(); first += 32) {
    block.warps.emplace_back(&block.threads[first], std::min<std::size_t>(32, block.threads.size() - first),
                             block.crew->warp_order[first / 32].data());
  }
  // ThreadSanitizer orders a thread behind the one that made it, so no thread of the block may make another.
  if (sanitizers::logical_threads)
    for (CudaThread& thread : block.threads) thread.fiber = take_fiber(thread.number);
  block.live = block.threads.size();
  order_of_threads(block.order, block.threads.size());
}

void run_block() {
  prepare_threads();
  block.cursor = 0;
  block.barriers = 0;
  block.predicates = 0;
  block.released = false;
  block.crew->shared.start_block(block.kernel->dynamic_bytes);
  block.host = {};
  block.host.logical_thread = sanitizers::current_thread();
  leave(block.host, next_thread());
  block.crew->shared.end_block();
  ++block.crew->blocks;
}

}  // namespace

void run_kernel(const Kernel& kernel, Lane& lane, KernelCounters& counters) {
  block.kernel = &kernel;
  block.lane = &lane;
  block.counters = &counters;
  blockDim = kernel.block;
  gridDim = kernel.grid;
  sanitizers::release(&lane.launch_begin);
  for (unsigned z = 0; z < kernel.grid.z; ++z)
    for (unsigned y = 0; y < kernel.grid.y; ++y)
      for (unsigned x = 0; x < kernel.grid.x; ++x) {
        blockIdx = {x, y, z};
        block.crew = &lane.crew(blockIdx);
        run_block();
      }
  const std::size_t number = std::size_t{kernel.grid.x} * kernel.grid.y * kernel.grid.z;
  sanitizers::acquire(&lane.launch_end);
  ++counters.launches;
  counters.blocks += number;
  counters.threads += number * block.threads.size();
}

int block_barrier(int predicate, const Place& place) {
  CudaThread& self = *block.running;
  char* const order = &block.crew->barrier_order[block.barriers % 2];
  sanitizers::release(order);
  self.place = place;
  self.state = CudaThread::State::at_barrier;
  block.predicates += predicate;
  wait();
  sanitizers::acquire(order);
  return block.predicates_of_last_barrier;
}

namespace {

std::uint64_t warp_collective(const WarpRequest& request, const Place& place) {
  CudaThread& self = *block.running;
  Warp& warp = block.warps[self.number / 32];
  self.place = place;
  if ((request.mask >> (self.number % 32) & 1U) == 0)
    fail_test(block_name() + ": a lane that its own mask leaves out:\n  " + describe(self));
  char* const order = request.kind == WarpRequest::Kind::barrier ? warp.order() : nullptr;
  if (order != nullptr) sanitizers::release(order);
  self.state = CudaThread::State::in_warp;
  block.released |= warp.arrive(self, request);
  wait();
  if (order != nullptr) sanitizers::acquire(order);
  return self.answer;
}

}  // namespace

std::uint64_t warp_shuffle(unsigned mask, std::uint64_t value, int source_lane, const Place& place) {
  return warp_collective({WarpRequest::Kind::shuffle, mask, value, source_lane}, place);
}

unsigned warp_ballot(unsigned mask, int predicate, const Place& place) {
  return static_cast<unsigned>(warp_collective({WarpRequest::Kind::ballot, mask, predicate != 0, 0}, place));
}

void warp_barrier(unsigned mask, const Place& place) {
  warp_collective({WarpRequest::Kind::barrier, mask, 0, 0}, place);
}

int lane() {
  return static_cast<int>(block.running->number % 32);
}

void* shared_variable(const void* key, std::size_t bytes, std::size_t alignment) {
  return block.crew->shared.variable(key, bytes, alignment);
}

void* dynamic_shared() {
  return block.crew->shared.dynamic();
}

}  // namespace cuda_emulation
