#pragma once

#include <thread>

namespace hesscut::command {

/// From now on SIGTERM and SIGINT let the items in work end and no further one begin; the second signal kills.
void stop_on_signals();
[[nodiscard]] bool stop_requested();

/// Leaves the process with exit_stopped when, some seconds after a stop was asked for, this object still lives: for
/// work that has kept on disk what is finished and loses nothing by it.
class LeaveWhenOverdue {
 public:
  LeaveWhenOverdue();

 private:
  std::jthread watcher_;
};

}  // namespace hesscut::command
