#include "tools/hesscut/progress.hpp"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <string>

#include "tools/hesscut/messages.hpp"

namespace hesscut::command {
namespace {

constexpr std::size_t bar_width = 30;

}  // namespace

Progress::Progress(std::size_t total)
    : total_(total), on_terminal_(::isatty(STDERR_FILENO) == 1), start_(std::chrono::steady_clock::now()) {
  draw();
}

Progress::~Progress() {
  clear();
}

void Progress::done() {
  const std::scoped_lock lock(mutex_);
  ++done_;
  draw();
}

void Progress::failed(std::string_view text) {
  const std::scoped_lock lock(mutex_);
  ++failed_;
  clear();
  say_error(text);
  draw();
}

double Progress::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

void Progress::draw() const {
  if (!on_terminal_) return;
  const std::size_t finished = done_ + failed_;
  const std::size_t filled = total_ == 0 ? bar_width : bar_width * finished / total_;
  std::string line = "\r[" + std::string(filled, '#') + std::string(bar_width - filled, '.') + "] " +
                     std::to_string(finished) + "/" + std::to_string(total_);
  if (failed_ > 0) line += ", " + std::to_string(failed_) + " failed";
  if (finished > 0) {
    const double left = seconds() / static_cast<double>(finished) * static_cast<double>(total_ - finished);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), ", %.0f s left", left);
    line += text.data();
  }
  std::fputs((line + "\033[K").c_str(), stderr);
  std::fflush(stderr);
}

void Progress::clear() const {
  if (on_terminal_) std::fputs("\r\033[K", stderr);
}

}  // namespace hesscut::command
