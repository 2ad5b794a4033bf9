/// A disk with faults, to be loaded before a program (LD_PRELOAD):
///   FAULTY_DISK_ROOM=BYTES   so many bytes written to files fit, then the disk is full
///   FAULTY_DISK_FSYNC_MS=MS  every flush takes that long,
///   FAULTY_DISK_QUICK=N      but for the first N
///   FAULTY_DISK_LIST_MS=MS   every look into a folder takes that long

#include <dirent.h>
#include <dlfcn.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <thread>

namespace {

long setting(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? -1 : std::atol(text);
}

template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

void wait_for_the_disk(const char* name) {
  const long ms = setting(name);
  if (ms > 0) std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

void wait_for_a_flush() {
  static std::atomic<long> flushes{0};
  if (flushes++ >= setting("FAULTY_DISK_QUICK")) wait_for_the_disk("FAULTY_DISK_FSYNC_MS");
}

bool is_file(int descriptor) {
  struct stat status {};
  return descriptor > STDERR_FILENO && ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

bool has_limits() {
  static const bool limited = setting("FAULTY_DISK_ROOM") >= 0;
  return limited;
}

/// How many of so many bytes still fit: the last of them in part, as on a real disk.
size_t take_room(size_t wanted) {
  static std::mutex mutex;
  static long room = setting("FAULTY_DISK_ROOM");
  const std::scoped_lock lock(mutex);
  const size_t given = std::min(wanted, static_cast<size_t>(room));
  room -= static_cast<long>(given);
  return given;
}

}  // namespace

// The C library names parameters otherwise.
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static auto* const real_write = real<ssize_t(int, const void*, size_t)>("write");
  if (!has_limits() || size == 0 || !is_file(descriptor)) return real_write(descriptor, bytes, size);
  const size_t given = take_room(size);
  if (given > 0) return real_write(descriptor, bytes, given);
  errno = ENOSPC;
  return -1;
}

/// As the standard streams write what is longer than their buffers.
ssize_t writev(int descriptor, const iovec* parts, int count) {
  static auto* const real_writev = real<ssize_t(int, const iovec*, int)>("writev");
  if (!has_limits() || !is_file(descriptor)) return real_writev(descriptor, parts, count);
  ssize_t written = 0;
  for (int i = 0; i < count; ++i) {
    const ssize_t part = write(descriptor, parts[i].iov_base, parts[i].iov_len);
    if (part < 0) return written > 0 ? written : -1;
    written += part;
    if (static_cast<size_t>(part) < parts[i].iov_len) break;
  }
  return written;
}

int fsync(int descriptor) {
  static auto* const real_fsync = real<int(int)>("fsync");
  wait_for_a_flush();
  return real_fsync(descriptor);
}

int fdatasync(int descriptor) {
  static auto* const real_fdatasync = real<int(int)>("fdatasync");
  wait_for_a_flush();
  return real_fdatasync(descriptor);
}

DIR* fdopendir(int descriptor) {
  static auto* const real_fdopendir = real<DIR*(int)>("fdopendir");
  wait_for_the_disk("FAULTY_DISK_LIST_MS");
  return real_fdopendir(descriptor);
}

}  // extern "C"
// NOLINTEND(readability-inconsistent-declaration-parameter-name)
