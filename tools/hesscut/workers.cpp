#include "tools/hesscut/workers.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "tools/hesscut/stop_signals.hpp"

namespace hesscut::command {

void run_workers(std::size_t count, int threads, const std::function<Work()>& make_worker) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> ended{false};
  std::exception_ptr failure;
  std::mutex failure_mutex;
  const auto run = [&] {
    try {
      const Work work = make_worker();
      while (!ended && !stop_requested()) {
        const std::size_t index = next++;
        if (index >= count) return;
        work(index);
      }
    } catch (...) {
      ended = true;
      const std::scoped_lock lock(failure_mutex);
      if (!failure) failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> workers;
    for (int i = 1; i < threads; ++i) workers.emplace_back(run);
    run();
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace hesscut::command
