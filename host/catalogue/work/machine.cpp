#include "host/catalogue/work/machine.hpp"

#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

namespace hesscut::catalogue {
namespace {

constexpr const char* cgroup_root = "/sys/fs/cgroup";

/// The number in a file; the largest one there is where it holds none ("max").
std::uint64_t number_in(const std::filesystem::path& file) {
  std::uint64_t number = 0;
  std::ifstream stream(file);
  return stream >> number ? number : UINT64_MAX;
}

/// The least of a control group's limit and those of the groups above it. `limit`: name of the file that holds one.
std::uint64_t least_limit(const std::filesystem::path& top, std::filesystem::path group, const char* limit) {
  std::uint64_t least = number_in(top / limit);
  for (; !group.empty() && group != group.root_path(); group = group.parent_path()) {
    least = std::min(least, number_in(top / group.relative_path() / limit));
  }
  return least;
}

/// What the control groups of this process allow it, of version 2 ("0::/PATH") and of version 1 ("N:memory:/PATH").
std::uint64_t memory_of_control_groups() {
  std::uint64_t least = UINT64_MAX;
  std::ifstream groups("/proc/self/cgroup");
  for (std::string line; std::getline(groups, line);) {
    const std::size_t kind = line.find(':') + 1;
    const std::size_t path = line.find(':', kind) + 1;
    if (kind == 0 || path == 0) continue;
    const std::string controllers = line.substr(kind, path - 1 - kind);
    if (controllers.empty()) {
      least = std::min(least, least_limit(cgroup_root, line.substr(path), "memory.max"));
    } else if (controllers == "memory") {
      const std::filesystem::path top = std::filesystem::path(cgroup_root) / "memory";
      least = std::min(least, least_limit(top, line.substr(path), "memory.limit_in_bytes"));
    }
  }
  return least;
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

}  // namespace

std::uint64_t usable_memory() {
  const auto pages = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES));
  const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
  return std::min(pages * page, memory_of_control_groups());
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
