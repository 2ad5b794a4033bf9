#include "host/image/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <deque>
#include <set>
#include <string>
#include <system_error>
#include <utility>

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
std::string unique_name(const std::string& name) {
  static std::atomic<unsigned> counter{0};
  constexpr std::size_t longest = 200;
  std::string hidden(1, '.');
  hidden.append(name, 0, longest);
  return hidden + ".tmp-" + std::to_string(::getpid()) + "-" + std::to_string(counter++);
}

/// Hidden, and whole: files that belong together often differ in their endings only.
std::string fixed_name(const std::string& name) {
  return "." + name + ".part";
}

enum class Beside {
  unique,  ///< anybody may write the same file at the same time
  fixed,   ///< nobody does: what is there is left over
};

/// A new file in a folder, removed again unless it is given its final name.
class TemporaryFile {
 public:
  TemporaryFile(int folder, const std::string& final_name, Beside beside)
      : folder_(folder), file_(create(final_name, beside)) {}
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
  int create(const std::string& final_name, Beside beside) {
    constexpr int flags = O_WRONLY | O_CREAT | O_CLOEXEC;
    const auto open = [&](std::string name, int more) {
      name_ = std::move(name);
      return uninterrupted([&] { return ::openat(folder_, name_.c_str(), flags | more, 0666); });
    };
    if (beside == Beside::fixed) return open(fixed_name(final_name), O_TRUNC | O_NOFOLLOW);
    int number = open(unique_name(final_name), O_EXCL);
    // In containers process numbers repeat, so a killed run may have left this very name.
    while (number < 0 && errno == EEXIST) number = open(unique_name(final_name), O_EXCL);
    return number;
  }

  int folder_;
  std::string name_;
  Descriptor file_;
  bool renamed_ = false;
};

/// A file on its way to its final name. Every step throws Error (output) naming that.
class PendingFile {
 public:
  PendingFile(std::filesystem::path path, Beside beside)
      : path_(std::move(path)), folder_(open_folder()), file_(folder_.number(), checked_name(), beside) {
    check(file_.is_open());
  }

  void fill(std::span<const std::uint8_t> bytes) const {
    check(file_.write(bytes));
    check(file_.flush());
  }
  void rename() { check(file_.rename(path_.filename().string())); }

  /// The new name itself is on disk only after this. Some network file systems cannot and say EINVAL.
  void flush_folder() const {
    check(uninterrupted([&] { return ::fsync(folder_.number()); }) == 0 || errno == EINVAL);
  }
  [[nodiscard]] std::filesystem::path folder() const { return path_.has_parent_path() ? path_.parent_path() : "."; }

 private:
  void check(bool done) const {
    if (!done) cannot_write(path_.string(), reason_of(errno));
  }
  [[nodiscard]] std::string checked_name() const {
    if (!path_.has_filename()) cannot_write(path_.string(), "No file name");
    return path_.filename().string();
  }
  [[nodiscard]] int open_folder() const {
    const std::filesystem::path parent = folder();
    const int number = uninterrupted([&] { return ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
    check(number >= 0);
    return number;
  }

  std::filesystem::path path_;
  Descriptor folder_;
  TemporaryFile file_;
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
  PendingFile file(path, Beside::unique);
  file.fill(bytes);
  file.rename();
  file.flush_folder();
}

void write_files(std::span<const FileContent> files) {
  std::deque<PendingFile> pending;
  for (const FileContent& file : files) pending.emplace_back(file.path, Beside::fixed).fill(file.bytes);
  for (PendingFile& file : pending) file.rename();
  std::set<std::filesystem::path> flushed;
  for (const PendingFile& file : pending) {
    if (flushed.insert(file.folder()).second) file.flush_folder();
  }
}

void put_in_place(const std::filesystem::path& written, const std::filesystem::path& path) {
  const auto check = [&](bool done) {
    if (!done) cannot_write(path.string(), reason_of(errno));
  };
  const auto flush = [&](const std::filesystem::path& what) {
    const Descriptor file(uninterrupted([&] { return ::open(what.c_str(), O_RDONLY | O_CLOEXEC); }));
    check(file.is_open() && (uninterrupted([&] { return ::fsync(file.number()); }) == 0 || errno == EINVAL));
  };
  flush(written);
  check(::rename(written.c_str(), path.c_str()) == 0);
  flush(path.has_parent_path() ? path.parent_path() : ".");
}

}  // namespace hesscut::image
