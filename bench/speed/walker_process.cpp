#include "bench/speed/walker_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <hesscut/error.hpp>
#include <sstream>
#include <system_error>

namespace hesscut::bench {
namespace {

[[noreturn]] void gave_up() {
  throw Error(ErrorKind::input, "bench/random_walker.py has given up; what it says of it stands above");
}

}  // namespace

std::unique_ptr<WalkerProcess> WalkerProcess::start() {
  for (const char* python : {"/usr/bin/python3", "python3"}) {
    if (auto process = start_with(python)) return process;
  }
  return nullptr;
}

std::unique_ptr<WalkerProcess> WalkerProcess::start_with(const char* python) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    throw std::system_error(errno, std::generic_category(), "socketpair");
  }
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  std::string program = python;
  std::string script = HESSCUT_RANDOM_WALKER;
  char* arguments[] = {program.data(), script.data(), nullptr};
  pid_t process = 0;
  const int failure = ::posix_spawnp(&process, python, &actions, nullptr, arguments, environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (failure != 0) {
    ::close(ends[0]);
    return nullptr;
  }
  std::unique_ptr<WalkerProcess> walker(new WalkerProcess(ends[0], process));
  walker->description_ = walker->read_line();
  return walker->description_.empty() ? nullptr : std::move(walker);
}

WalkerProcess::~WalkerProcess() {
  ::close(socket_);  // the end of its input
  ::waitpid(process_, nullptr, 0);
}

WalkerProcess::Answer WalkerProcess::walk(const Image& rgb, const Image& labels) {
  const std::string header = std::to_string(rgb.width) + ' ' + std::to_string(rgb.height) + '\n';
  send(header.data(), header.size());
  send(rgb.pixels.data(), rgb.pixels.size());
  send(labels.pixels.data(), labels.pixels.size());
  std::istringstream line(read_line());
  Answer answer;
  if (!(line >> answer.mode >> answer.ms)) gave_up();
  return answer;
}

void WalkerProcess::send(const void* data, std::size_t bytes) const {
  const char* rest = static_cast<const char*>(data);
  while (bytes > 0) {
    const ssize_t sent = ::send(socket_, rest, bytes, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) gave_up();
    rest += sent;
    bytes -= static_cast<std::size_t>(sent);
  }
}

/// Without its end; empty where the process has ended.
std::string WalkerProcess::read_line() const {
  std::string line;
  for (;;) {
    char next = 0;
    const ssize_t count = ::recv(socket_, &next, 1, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return {};
    if (next == '\n') return line;
    line += next;
  }
}

}  // namespace hesscut::bench
