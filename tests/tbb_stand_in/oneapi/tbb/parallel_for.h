#pragma once

#include <oneapi/tbb/task_arena.h>

#include <exception>
#include <thread>
#include <vector>

namespace tbb {

struct simple_partitioner {};
struct auto_partitioner {};

/// Bodies dealt out in turn to as many threads as the arena has, each starting and ending here, so that a race between
/// any two of them shows however short they are. A call from inside a body runs in its thread.
template <class Index, class Body, class Partitioner = auto_partitioner>
void parallel_for(Index first, Index last, const Body& body, const Partitioner& /*partitioner*/ = {}) {
  if (stand_in::inside) {
    for (Index i = first; i < last; ++i) body(i);
    return;
  }

  const int width = this_task_arena::max_concurrency();
  std::vector<std::exception_ptr> failures(width);
  const auto work = [&](int slot) {
    stand_in::inside = true;
    stand_in::slot = slot;
    try {
      for (Index i = first + slot; i < last; i += width) body(i);
    } catch (...) {
      failures[slot] = std::current_exception();
    }
    stand_in::slot = 0;
    stand_in::inside = false;
  };

  std::vector<std::jthread> threads;
  for (int slot = 1; slot < width; ++slot) threads.emplace_back(work, slot);
  work(0);
  threads.clear();  // joins
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace tbb
