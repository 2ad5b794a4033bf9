#include <gtest/gtest.h>

#include <cstdio>
#include <map>
#include <string>

#include <cuda_emulation/control.hpp>

#include "tests/kernels/devices.hpp"
#include "tests/solver/solver_rig.hpp"

/// What an iteration moves, counted load by load and store by store: docs/cuda.md, "Ledger".

namespace hesscut::test {
namespace {

constexpr int side = 256;
constexpr int batch = 2;
constexpr int iterations = 8;  ///< one block between certificates
constexpr double most_fields = 22;

/// Floats per pixel and image that a kernel moved in all its launches.
double fields(const cuda_emulation::KernelCounters& kernel) {
  return static_cast<double>(kernel.bytes_loaded + kernel.bytes_stored) / (sizeof(float) * side * side * batch);
}

std::map<std::string, cuda_emulation::KernelCounters> count_solve(int steps) {
  Random random(5);
  const std::vector<reference::Problem> problems{disk_problem(random, side, side), disk_problem(random, side, side)};
  SolverRig rig(make_gpu(), problems, Boundary::reflecting);
  cuda_emulation::reset_counters();
  (void)rig.solve(stop_at(-1, steps));
  return cuda_emulation::counters();
}

TEST(Ledger, AnIterationMovesFewFieldsBesideTheTransforms) {
  const auto none = count_solve(0);  // the start and one certificate
  const auto block = count_solve(iterations);
  double sum = 0;
  std::uint64_t launches = 0;
  std::printf("%-28s %10s %8s\n", "kernel", "launches", "fields");
  for (const auto& [name, counted] : block) {
    const auto before = none.find(name);
    const bool is_transform = name.starts_with("cufft");
    const double start = before == none.end() ? 0 : fields(before->second);
    const double moved = (fields(counted) - start) / iterations;
    const std::uint64_t times = counted.launches - (before == none.end() ? 0 : before->second.launches);
    if (times == 0) continue;
    std::printf("%-28s %10.2f %8.2f\n", name.c_str(), static_cast<double>(times) / iterations, moved);
    if (is_transform) continue;
    EXPECT_GT(moved, 0) << name << " was not counted";
    sum += moved;
    launches += times;
  }
  std::printf("%-28s %10.2f %8.2f\n", "beside the transforms", static_cast<double>(launches) / iterations, sum);
  EXPECT_LE(sum, most_fields);
  EXPECT_LE(launches, 3U * iterations);  // at most two for the step, and the spectral kernel
}

}  // namespace
}  // namespace hesscut::test
