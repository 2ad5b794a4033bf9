#pragma once

#include <chrono>

#include <hesscut/result.hpp>

#include "kernels/operations.hpp"

namespace hesscut::segment {

/// Adds wall-clock time to stages: each start() ends the stage before. Waits for the queue, so that device time counts
/// where it is spent.
class StageClock {
 public:
  explicit StageClock(kernels::Operations& queue) : queue_(queue) {}

  void start(Stage stage) {
    stop();
    current_ = stage;
    running_ = true;
  }

  void stop() {
    queue_.synchronize();
    const auto now = std::chrono::steady_clock::now();
    if (running_) times_[current_] += std::chrono::duration<double, std::milli>(now - since_).count();
    running_ = false;
    since_ = now;
  }

  [[nodiscard]] const StageTimes& times() const { return times_; }

 private:
  kernels::Operations& queue_;
  StageTimes times_;
  std::chrono::steady_clock::time_point since_;
  Stage current_ = Stage::prepare;
  bool running_ = false;
};

}  // namespace hesscut::segment
