#pragma once

#include <stdexcept>
#include <string>

namespace hesscut {

/// What kind of thing went wrong; the command turns it into an exit code.
enum class ErrorKind {
  usage,     ///< an option, preset or parameter that does not exist or is out of range
  input,     ///< a photo, marker or mask that cannot be used: missing, damaged, too large, contradictory
  output,    ///< a result that cannot be written
  device,    ///< a device that is absent or lost
  memory,    ///< a device has no memory left for what was asked
  internal,  ///< a broken promise inside Hesscut: a bug
};

/// The one exception type that Hesscut throws. what() is a single line that names the file, option or marker concerned.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }

 private:
  ErrorKind kind_;
};

}  // namespace hesscut
