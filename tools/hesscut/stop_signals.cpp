#include "tools/hesscut/stop_signals.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <optional>

#include "tools/hesscut/messages.hpp"

namespace hesscut::command {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr std::array stop_signals = {SIGTERM, SIGINT};
constexpr auto patience = 4s;  ///< whoever asked waits for five
constexpr auto interval = 50ms;

std::atomic<bool> stop_flag{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler sets it");

void on_signal(int /*number*/) {
  stop_flag = true;
  for (const int number : stop_signals) std::signal(number, SIG_DFL);
}

void watch(const std::stop_token& over) {
  std::optional<Clock::time_point> asked;
  while (!over.stop_requested()) {
    if (stop_requested() && !asked) asked = Clock::now();
    if (asked && Clock::now() - *asked > patience) {
      say_error("stopped with photos still in work; the next run does them");
      std::_Exit(exit_stopped);
    }
    std::this_thread::sleep_for(interval);
  }
}

}  // namespace

void stop_on_signals() {
  for (const int number : stop_signals) std::signal(number, on_signal);
}

bool stop_requested() {
  return stop_flag;
}

LeaveWhenOverdue::LeaveWhenOverdue() : watcher_(watch) {}

}  // namespace hesscut::command
