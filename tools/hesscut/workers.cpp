#include "tools/hesscut/workers.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace hesscut::command {
namespace {

std::atomic<bool> stop_flag{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

void on_signal(int number) {
  stop_flag = true;
  std::signal(number, SIG_DFL);
}

}  // namespace

void stop_on_signals() {
  for (const int number : std::array{SIGTERM, SIGINT}) std::signal(number, on_signal);
}

bool stop_requested() {
  return stop_flag;
}

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
