#include "tools/hesscut/batch/interruptible_input.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

#include "tools/hesscut/stop_signals.hpp"

namespace hesscut::command {

InterruptibleInput::int_type InterruptibleInput::underflow() {
  constexpr int stop_is_looked_for_ms = 100;
  while (!stop_requested() && !ended_) {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    if (::poll(&input, 1, stop_is_looked_for_ms) <= 0) continue;
    const ssize_t count = ::read(STDIN_FILENO, buffer_.data(), buffer_.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (count <= 0) break;
    setg(buffer_.data(), buffer_.data(), buffer_.data() + count);
    return traits_type::to_int_type(*gptr());
  }
  return traits_type::eof();
}

}  // namespace hesscut::command
