#include "host/catalogue/work/stage_meter.hpp"

#include <ctime>

namespace hesscut::catalogue {
namespace {

double thread_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

}  // namespace

StageMeter::Stopwatch::Stopwatch(StageMeter& meter, OuterStage stage, double& ms)
    : meter_(meter), stage_(stage), ms_(ms), wall_(std::chrono::steady_clock::now()), cpu_(thread_seconds()) {}

StageMeter::Stopwatch::~Stopwatch() {
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - wall_;
  const double cpu = thread_seconds() - cpu_;
  ms_ += 1e3 * wall.count();
  const std::scoped_lock lock(meter_.mutex_);
  Busy& busy = meter_.busy_[static_cast<std::size_t>(stage_)];
  busy.wall += wall.count();
  busy.cpu += cpu;
}

std::array<StageMeter::Busy, outer_stage_names.size()> StageMeter::busy() const {
  const std::scoped_lock lock(mutex_);
  return busy_;
}

}  // namespace hesscut::catalogue
