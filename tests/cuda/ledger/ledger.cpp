#include "tests/cuda/ledger/ledger.hpp"

#include <vector>

#include "tests/kernels/devices.hpp"
#include "tests/solver/solver_rig.hpp"

namespace hesscut::test {
namespace {

constexpr int batch = 2;
constexpr int block = 8;  ///< iterations between two certificates

Ledger count_solve(int side, int iterations) {
  Random random(5);
  std::vector<reference::Problem> problems;
  for (int i = 0; i < batch; ++i) problems.push_back(disk_problem(random, side, side));
  SolverRig rig(make_gpu(), problems, Boundary::reflecting);
  cuda_emulation::reset_counters();
  (void)rig.solve(stop_at(-1, iterations));
  return ledger_of(cuda_emulation::counters(), static_cast<double>(side) * side * batch);
}

}  // namespace

bool is_transform(const std::string& kernel) {
  return kernel.starts_with("cufft");
}

Moved beside_transforms(const Ledger& ledger) {
  Moved sum;
  for (const auto& [kernel, moved] : ledger) {
    if (is_transform(kernel)) continue;
    sum.launches += moved.launches;
    sum.loaded += moved.loaded;
    sum.stored += moved.stored;
  }
  return sum;
}

Ledger ledger_of(const std::map<std::string, cuda_emulation::KernelCounters>& counters, double pixels) {
  Ledger ledger;
  for (const auto& [kernel, counted] : counters) {
    ledger[kernel] = {static_cast<double>(counted.launches), static_cast<double>(counted.bytes_loaded) / pixels,
                      static_cast<double>(counted.bytes_stored) / pixels};
  }
  return ledger;
}

Ledger count_around(int side) {
  return count_solve(side, 0);
}

Ledger count_iteration(int side) {
  const Ledger around = count_around(side);
  Ledger iteration;
  for (const auto& [kernel, moved] : count_solve(side, block)) {
    const auto found = around.find(kernel);
    const Moved before = found == around.end() ? Moved{} : found->second;
    if (moved.launches == before.launches) continue;
    iteration[kernel] = {(moved.launches - before.launches) / block, (moved.loaded - before.loaded) / block,
                         (moved.stored - before.stored) / block};
  }
  return iteration;
}

}  // namespace hesscut::test
