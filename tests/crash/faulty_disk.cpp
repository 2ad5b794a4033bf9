/// A disk with faults, to be loaded before a program (LD_PRELOAD):
///   FAULTY_DISK_ROOM=BYTES   after so many bytes written to files, the disk is full
///   FAULTY_DISK_FSYNC_MS=MS  every flush takes that long

#include <dlfcn.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstdlib>
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

bool is_file(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

void wait_for_the_disk() {
  const long ms = setting("FAULTY_DISK_FSYNC_MS");
  if (ms > 0) std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

std::atomic<long> written{0};

}  // namespace

extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size) {
  static auto* const real_write = real<ssize_t(int, const void*, size_t)>("write");
  const long room = setting("FAULTY_DISK_ROOM");
  if (room >= 0 && is_file(descriptor) && (written += static_cast<long>(size)) > room) {
    errno = ENOSPC;
    return -1;
  }
  return real_write(descriptor, bytes, size);
}

int fsync(int descriptor) {
  static auto* const real_fsync = real<int(int)>("fsync");
  wait_for_the_disk();
  return real_fsync(descriptor);
}

int fdatasync(int descriptor) {
  static auto* const real_fdatasync = real<int(int)>("fdatasync");
  wait_for_the_disk();
  return real_fdatasync(descriptor);
}

}  // extern "C"
