#include "host/catalogue/work/machine.hpp"

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace hesscut::catalogue {
namespace {

/// The number in a file; the largest one there is where it holds none ("max").
std::uint64_t number_in(const char* file) {
  std::uint64_t number = 0;
  std::ifstream stream(file);
  return stream >> number ? number : UINT64_MAX;
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

}  // namespace

std::uint64_t usable_memory() {
  const auto pages = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES));
  const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  // Version 2 and version 1 of control groups, as they look from inside a container.
  const std::uint64_t group =
      std::min(number_in("/sys/fs/cgroup/memory.max"), number_in("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
  return std::min(pages * page, group);
}

int usable_cores() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  if (::sched_getaffinity(0, sizeof cores, &cores) != 0) return 1;
  return std::max(1, CPU_COUNT(&cores));
}

ProcessUse process_use() {
  rusage use{};
  ::getrusage(RUSAGE_SELF, &use);
  constexpr std::uint64_t kibi = 1024;
  return {seconds(use.ru_utime) + seconds(use.ru_stime), kibi * static_cast<std::uint64_t>(use.ru_maxrss)};
}

}  // namespace hesscut::catalogue
