#pragma once

#include <hesscut/error.hpp>
#include <string>
#include <string_view>

namespace hesscut::command {

/// What the command tells the shell or a scheduler.
enum ExitCode : int {
  exit_done = 0,
  exit_internal = 1,    ///< a bug in Hesscut
  exit_usage = 2,       ///< an option, preset or parameter that does not exist, or nothing to do
  exit_failed = 3,      ///< finished, but some photos failed for good: trying again does not help
  exit_try_again = 75,  ///< output that cannot be written, a device that was lost: trying again may help
  exit_stopped = 143,   ///< stopped on request
};

/// For an error that ends the whole run.
[[nodiscard]] ExitCode exit_code(ErrorKind kind);

/// Control characters shown as '?': names and libraries may say anything, a message stays one line.
[[nodiscard]] std::string one_line(std::string_view text);

/// "hesscut: TEXT" on standard error.
void say_error(std::string_view text);

/// Says the exception that is being handled on standard error and gives its exit code.
[[nodiscard]] ExitCode report_current_exception();

}  // namespace hesscut::command
