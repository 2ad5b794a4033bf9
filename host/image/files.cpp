#include "host/image/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <string>
#include <system_error>

#include "host/image/failure.hpp"

namespace hesscut::image {
namespace {

std::string reason_of(int error) {
  return std::generic_category().message(error);
}

/// Repeats a system call that a signal has interrupted.
template <typename Call>
auto uninterrupted(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

/// Hidden, and cut short so that a long final name still leaves room for the rest.
std::string temporary_name(const std::string& name) {
  static std::atomic<unsigned> counter{0};
  constexpr std::size_t longest = 200;
  std::string hidden(1, '.');
  hidden.append(name, 0, longest);
  return hidden + ".tmp-" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
}

/// A new file in a folder, removed again unless it is given its final name.
class TemporaryFile {
 public:
  TemporaryFile(int folder, const std::string& final_name) : folder_(folder), file_(create(final_name)) {}
  ~TemporaryFile() {
    if (file_.is_open() && !renamed_) ::unlinkat(folder_, name_.c_str(), 0);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  [[nodiscard]] bool is_open() const { return file_.is_open(); }

  /// False with errno set on failure, like the calls beneath; so are the next two.
  [[nodiscard]] bool write(std::span<const std::uint8_t> bytes) const {
    while (!bytes.empty()) {
      const ssize_t count = uninterrupted([&] { return ::write(file_.number(), bytes.data(), bytes.size()); });
      if (count < 0) return false;
      bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return true;
  }
  [[nodiscard]] bool flush() const {
    return uninterrupted([&] { return ::fsync(file_.number()); }) == 0;
  }
  [[nodiscard]] bool rename(const std::string& final_name) {
    renamed_ = ::renameat(folder_, name_.c_str(), folder_, final_name.c_str()) == 0;
    return renamed_;
  }

 private:
  int create(const std::string& final_name) {
    constexpr int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
    int number = -1;
    do {  // in containers process numbers repeat, so a killed run may have left this very name
      name_ = temporary_name(final_name);
      number = uninterrupted([&] { return ::openat(folder_, name_.c_str(), flags, 0666); });
    } while (number < 0 && errno == EEXIST);
    return number;
  }

  int folder_;
  std::string name_;
  Descriptor file_;
  bool renamed_ = false;
};

}  // namespace

std::vector<std::uint8_t> read_beginning(const std::filesystem::path& path, std::int64_t max_bytes,
                                         std::int64_t count) {
  // Non-blocking, or a pipe without a writer would hang before it can be refused.
  const Descriptor file(
      uninterrupted([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); }));
  if (!file.is_open()) refuse(path.string(), reason_of(errno));
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) refuse(path.string(), reason_of(errno));
  if (S_ISDIR(status.st_mode)) refuse(path.string(), reason_of(EISDIR));
  if (!S_ISREG(status.st_mode)) refuse(path.string(), "Not a regular file");
  if (status.st_size > max_bytes) {
    refuse(path.string(), std::to_string(status.st_size) + " bytes is over the limit of " + std::to_string(max_bytes));
  }

  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(std::min<std::int64_t>(status.st_size, count)));
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t part =
        uninterrupted([&] { return ::read(file.number(), bytes.data() + filled, bytes.size() - filled); });
    if (part < 0) refuse(path.string(), reason_of(errno));
    if (part == 0) break;  // cut short meanwhile by someone else
    filled += static_cast<std::size_t>(part);
  }
  bytes.resize(filled);
  return bytes;
}

std::vector<std::uint8_t> read_file(const std::filesystem::path& path, std::int64_t max_bytes) {
  return read_beginning(path, max_bytes, max_bytes);
}

void write_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes) {
  const std::string name = path.filename().string();
  const std::filesystem::path parent = path.has_parent_path() ? path.parent_path() : ".";
  const auto check = [&path](bool done) {
    if (!done) cannot_write(path.string(), reason_of(errno));
  };
  if (name.empty()) cannot_write(path.string(), "No file name");

  const Descriptor folder(uninterrupted([&] { return ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
  check(folder.is_open());
  TemporaryFile file(folder.number(), name);
  check(file.is_open());
  check(file.write(bytes));
  check(file.flush());
  check(file.rename(name));
  // The new name itself is on disk only after this. Some network file systems cannot and say EINVAL.
  check(uninterrupted([&] { return ::fsync(folder.number()); }) == 0 || errno == EINVAL);
}

}  // namespace hesscut::image
