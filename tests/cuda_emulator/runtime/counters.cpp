#include "runtime/counters.hpp"

#include "runtime/call.hpp"

namespace cuda_emulation {

KernelCounters* counting = nullptr;

namespace {

std::map<std::string, KernelCounters>& all() {
  static std::map<std::string, KernelCounters> map;
  return map;
}

}  // namespace

KernelCounters& counters_of(const char* name) {
  return all()[name];
}

std::map<std::string, KernelCounters> counters() {
  const RuntimeLock lock;
  std::map<std::string, KernelCounters> used;
  for (const auto& [name, kernel] : all()) {
    if (kernel.launches > 0) used[name] = kernel;
  }
  return used;
}

// The entries stay where they are: work that is still to be done refers to them.
void reset_counters() {
  const RuntimeLock lock;
  for (auto& [name, kernel] : all()) kernel = {};
}

}  // namespace cuda_emulation
