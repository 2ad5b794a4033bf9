#include "tests/kernels/allocation_counter.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/solver/solver_rig.hpp"

namespace hesscut::test {
namespace {

class AllocationTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!counts_allocations()) GTEST_SKIP() << "allocations cannot be counted in this build";
  }
};

// A solve allocates nothing.
TEST_F(AllocationTest, StartAndSolveMakeNone) {
  Random random(1);
  for (const Boundary boundary : {Boundary::reflecting, Boundary::periodic}) {
    for (const auto& [h, w] : {std::pair{1, 1}, {33, 47}, {64, 48}, {96, 512}}) {
      std::vector<reference::Problem> fine;
      std::vector<reference::Problem> coarse;
      for (int b = 0; b < 3; ++b) {
        fine.push_back(disk_problem(random, h, w));
        coarse.push_back(disk_problem(random, (h + 1) / 2, (w + 1) / 2));
      }
      SolverRig coarse_rig(device::make_cpu_device(1), coarse, boundary);
      SolverRig rig(coarse_rig.rig(), fine, boundary);
      solver::Solver& solver = rig.solver();
      std::vector<solver::ImageReport> reports(3);
      const solver::Options options = stop_at(1e-3, 60);

      const std::string where = std::to_string(h) + " x " + std::to_string(w);
      EXPECT_EQ(allocations_of([&] { coarse_rig.solver().solve(coarse_rig.problem(), options, reports); }), 0) << where;
      EXPECT_EQ(allocations_of([&] { solver.start_from(coarse_rig.solver(), coarse_rig.problem()); }), 0) << where;
      EXPECT_EQ(allocations_of([&] { solver.solve(rig.problem(), options, reports); }), 0) << where;
      EXPECT_EQ(allocations_of([&] { solver.start_from(rig.problem().alpha); }), 0) << where;
      EXPECT_EQ(allocations_of([&] { solver.solve(rig.problem(), options, reports); }), 0) << where;
      EXPECT_EQ(allocations_of([&] { solver.solve(rig.problem(), options, reports); }), 0) << where << ", warm";
      EXPECT_EQ(allocations_of([&] { solver.relaxed(rig.problem(), rig.problem().beta); }), 0) << where;
    }
  }
}

}  // namespace
}  // namespace hesscut::test
