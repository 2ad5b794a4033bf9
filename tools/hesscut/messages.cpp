#include "tools/hesscut/messages.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>

namespace hesscut::command {

std::string one_line(std::string_view text) {
  std::string line(text);
  std::ranges::replace_if(
      line, [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
  return line;
}

void say_error(std::string_view text) {
  std::fputs(("hesscut: " + one_line(text) + "\n").c_str(), stderr);
}

ExitCode exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage:
      return exit_usage;
    case ErrorKind::input:
      return exit_failed;
    case ErrorKind::output:
    case ErrorKind::device:
    case ErrorKind::memory:
      return exit_try_again;
    case ErrorKind::internal:
      break;
  }
  return exit_internal;
}

ExitCode report_current_exception() {
  try {
    throw;
  } catch (const Error& error) {
    say_error(error.what());
    return exit_code(error.kind());
  } catch (const std::bad_alloc&) {
    say_error("not enough memory");
    return exit_try_again;
  } catch (const std::exception& error) {
    say_error(std::string("internal error: ") + error.what());
    return exit_internal;
  }
}

}  // namespace hesscut::command
