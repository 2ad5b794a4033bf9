#include "tests/support/run_command.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <thread>

#include "tests/support/temporary_folder.hpp"

namespace hesscut::support {
namespace {

constexpr int could_not_start = 127;

int checked(int result, std::string_view what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), std::string(what));
  return result;
}

/// The two ends of a new terminal.
struct Terminal {
  int master = -1;
  int slave = -1;

  void open() {
    master = checked(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), "posix_openpt");
    checked(::grantpt(master), "grantpt");
    checked(::unlockpt(master), "unlockpt");
    std::array<char, 64> name{};
    checked(-::ptsname_r(master, name.data(), name.size()), "ptsname_r");
    slave = checked(::open(name.data(), O_RDWR | O_NOCTTY | O_CLOEXEC), name.data());
  }

  /// What has been printed and not been read; a terminal holds some thousand characters.
  [[nodiscard]] std::string read() const {
    std::string text;
    std::array<char, 4096> buffer{};
    checked(::fcntl(master, F_SETFL, O_NONBLOCK), "fcntl");
    for (;;) {
      const ssize_t count = ::read(master, buffer.data(), buffer.size());
      if (count <= 0) return text;
      text.append(buffer.data(), static_cast<std::size_t>(count));
    }
  }
};

/// In the child: only calls that are safe between fork and exec.
[[noreturn]] void become(const std::vector<char*>& arguments, int out, int err, const CommandOptions& options) {
  ::dup2(out, STDOUT_FILENO);
  ::dup2(err, STDERR_FILENO);
  if (options.largest_file) {
    const rlimit limit{*options.largest_file, *options.largest_file};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ::execv(arguments[0], arguments.data());
  ::_exit(could_not_start);
}

int wait_for(pid_t child, const CommandOptions& options) {
  int status = 0;
  bool told = false;
  while (checked(::waitpid(child, &status, WNOHANG), "waitpid") == 0) {
    if (!told && options.terminate_when && options.terminate_when()) {
      told = true;
      ::kill(child, SIGTERM);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

std::string text_of(const std::filesystem::path& path) {
  const std::vector<std::uint8_t> bytes = file_bytes(path);
  return {bytes.begin(), bytes.end()};
}

}  // namespace

CommandResult run_command(const std::vector<std::string>& arguments, const CommandOptions& options) {
  const TemporaryFolder folder;
  constexpr int flags = O_WRONLY | O_CREAT | O_CLOEXEC;
  const int out = checked(::open((folder / "out").c_str(), flags, 0600), "open");
  Terminal terminal;
  if (options.err_is_terminal) terminal.open();
  const int err =
      options.err_is_terminal ? terminal.slave : checked(::open((folder / "err").c_str(), flags, 0600), "open");

  std::vector<std::string> copies = arguments;
  std::vector<char*> pointers;
  pointers.reserve(copies.size() + 1);
  for (std::string& argument : copies) pointers.push_back(argument.data());
  pointers.push_back(nullptr);

  const pid_t child = checked(::fork(), "fork");
  if (child == 0) become(pointers, out, err, options);
  CommandResult result;
  result.exit_code = wait_for(child, options);
  if (options.err_is_terminal) result.err = terminal.read();
  ::close(out);
  ::close(err);
  if (options.err_is_terminal) ::close(terminal.master);
  result.out = text_of(folder / "out");
  if (!options.err_is_terminal) result.err = text_of(folder / "err");
  return result;
}

}  // namespace hesscut::support
