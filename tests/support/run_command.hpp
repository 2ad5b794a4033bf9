#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hesscut::support {

struct CommandResult {
  int exit_code = 0;  ///< -N where signal N ended the command
  std::string out;
  std::string err;
};

struct CommandOptions {
  std::optional<std::uint64_t> largest_file;  ///< bytes; writing more fails as on a full disk
  bool err_is_terminal = false;               ///< standard error is a terminal, whose output becomes `err`
  std::function<bool()> terminate_when;       ///< asked every few milliseconds; SIGTERM once it says yes
};

/// Runs a program with arguments, without a shell, and waits for its end.
[[nodiscard]] CommandResult run_command(const std::vector<std::string>& arguments, const CommandOptions& options = {});

}  // namespace hesscut::support
