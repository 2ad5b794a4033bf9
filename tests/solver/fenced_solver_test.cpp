#include <gtest/gtest.h>

#include "tests/kernels/fenced_device.hpp"
#include "tests/solver/solver_rig.hpp"

/// The solver on a device whose memory the host cannot read or write.

namespace hesscut::test {
namespace {

TEST(FencedSolver, SolvesWithoutTouchingAField) {
  Random random(1);
  for (const Boundary boundary : {Boundary::reflecting, Boundary::periodic}) {
    std::vector<reference::Problem> fine;
    std::vector<reference::Problem> coarse;
    for (int b = 0; b < 3; ++b) {
      fine.push_back(disk_problem(random, 27, 32));
      coarse.push_back(disk_problem(random, 14, 16));
    }
    SolverRig behind(std::make_unique<FencedDevice>(device::make_cpu_device(1)), fine, boundary);
    SolverRig open(device::make_cpu_device(1), fine, boundary);
    const auto expect_same = [&] {
      const auto got = behind.solve(stop_at(1e-3, 1000, 3));
      const auto want = open.solve(stop_at(1e-3, 1000, 3));
      for (int b = 0; b < 3; ++b) {
        EXPECT_EQ(got[b].iterations, want[b].iterations);
        EXPECT_EQ(got[b].sums.energy, want[b].sums.energy);
        EXPECT_EQ(behind.relaxed()[b].values, open.relaxed()[b].values);
      }
    };
    expect_same();  // cold
    expect_same();  // warm

    const auto solved = [&](const std::shared_ptr<Rig>& rig) {
      auto out = std::make_unique<SolverRig>(rig, coarse, boundary);
      (void)out->solve(stop_at(1e-3));
      return out;
    };
    const auto coarse_behind = solved(behind.rig());
    const auto coarse_open = solved(open.rig());
    behind.solver().start_from(coarse_behind->solver(), coarse_behind->problem());
    open.solver().start_from(coarse_open->solver(), coarse_open->problem());
    expect_same();  // from the coarse solution
  }
}

}  // namespace
}  // namespace hesscut::test
