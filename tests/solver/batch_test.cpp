#include <gtest/gtest.h>

#include <cstring>

#include "tests/kernels/devices.hpp"
#include "tests/solver/solver_rig.hpp"

namespace hesscut::test {
namespace {

class BatchTest : public testing::TestWithParam<NamedDevice> {};
INSTANTIATE_TEST_SUITE_P(Devices, BatchTest, testing::ValuesIn(devices_under_test()),
                         [](const auto& test) { return test.param.name; });

/// Problems that take very different numbers of iterations.
std::vector<reference::Problem> mixed_problems(Random& random, int height, int width, int count) {
  std::vector<reference::Problem> out;
  for (int b = 0; b < count; ++b) {
    reference::Problem problem = disk_problem(random, height, width);
    const double strength = std::pow(4, random.integer(-2, 3));
    for (double& r : problem.r.values) r = static_cast<float>(r * strength);
    if (random.chance(0.3)) problem.r(height / 2, width / 2) = -HUGE_VAL;
    out.push_back(problem);
  }
  return out;
}

/// Everything that a solve gives for one image.
struct Solution {
  solver::ImageReport report;
  Grid u;
  Grid relaxed;
  reference::State z;
};

std::vector<Solution> solve(const NamedDevice& device, const std::vector<reference::Problem>& problems,
                            Boundary boundary) {
  SolverRig rig(device.make(), problems, boundary);
  const auto reports = rig.solve(stop_at(1e-3, 400, 4));
  const auto u = rig.u();
  const auto relaxed = rig.relaxed();
  const auto z = rig.state();
  std::vector<Solution> out;
  for (std::size_t b = 0; b < problems.size(); ++b) out.push_back({reports[b], u[b], relaxed[b], z[b]});
  return out;
}

void expect_identical(const Solution& got, const Solution& want) {
  EXPECT_EQ(got.report.iterations, want.report.iterations);
  EXPECT_EQ(got.report.converged, want.report.converged);
  EXPECT_EQ(got.report.scale, want.report.scale);
  EXPECT_EQ(got.report.sums.energy, want.report.sums.energy);
  EXPECT_EQ(got.report.sums.gap, want.report.sums.gap);
  EXPECT_EQ(got.report.sums.mask_energy, want.report.sums.mask_energy);
  EXPECT_EQ(got.report.penalties.rho3, want.report.penalties.rho3);
  EXPECT_EQ(got.u.values, want.u.values);
  EXPECT_EQ(got.relaxed.values, want.relaxed.values);
  EXPECT_EQ(max_difference(got.z, want.z), 0);
}

TEST_P(BatchTest, EveryImageIsSolvedAsIfAlone) {
  Random random(1);
  for (const Boundary boundary : {Boundary::reflecting, Boundary::periodic}) {
    for (const auto& [h, w] : {std::pair{24, 20}, {17, 23}}) {
      const auto problems = mixed_problems(random, h, w, 7);
      const auto together = solve(GetParam(), problems, boundary);
      int fewest = INT_MAX;
      int most = 0;
      for (std::size_t b = 0; b < problems.size(); ++b) {
        expect_identical(together[b], solve(GetParam(), {problems[b]}, boundary)[0]);
        fewest = std::min(fewest, together[b].report.iterations);
        most = std::max(most, together[b].report.iterations);
      }
      EXPECT_GT(most, fewest) << "the problems should retire at different times";
    }
  }
}

TEST_P(BatchTest, ProblemsAreBackInOrderAfterwards) {
  Random random(2);
  const auto problems = mixed_problems(random, 15, 19, 7);
  SolverRig rig(GetParam().make(), problems, Boundary::reflecting);
  (void)rig.solve(stop_at(1e-3, 1000, 2));
  const auto after = rig.problems();
  for (std::size_t b = 0; b < problems.size(); ++b) {
    EXPECT_EQ(after[b].alpha.values, problems[b].alpha.values);
    EXPECT_EQ(after[b].beta.values, problems[b].beta.values);
    EXPECT_EQ(after[b].r.values, problems[b].r.values);
  }
}

// A solver made for a larger batch solves a smaller one, and again a full one.
TEST_P(BatchTest, BatchesMayBeSmallerThanTheLargest) {
  Random random(3);
  const auto problems = mixed_problems(random, 16, 12, 5);
  SolverRig rig(GetParam().make(), problems, Boundary::reflecting);
  const auto want = solve(GetParam(), problems, Boundary::reflecting);

  const kernels::Problem front = rig.problem().first(2);
  std::vector<solver::ImageReport> reports(2);
  rig.solver().solve(front, stop_at(1e-3, 3), reports);
  EXPECT_EQ(reports[1].iterations, 3);

  rig.start_from(std::vector<Grid>(5, Grid(16, 12, 0.5)));
  const auto all = rig.solve(stop_at(1e-3, 400, 4));
  for (int b = 0; b < 5; ++b) EXPECT_EQ(all[b].sums.energy, want[b].report.sums.energy);
}

}  // namespace
}  // namespace hesscut::test
