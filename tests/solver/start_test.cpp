#include <gtest/gtest.h>

#include "tests/kernels/devices.hpp"
#include "tests/reference/mask.hpp"
#include "tests/solver/solver_rig.hpp"

/// Warm starts, coarse starts, and problems with nothing to solve.

namespace hesscut::test {
namespace {

class StartTest : public testing::TestWithParam<NamedDevice> {};
INSTANTIATE_TEST_SUITE_P(Devices, StartTest, testing::ValuesIn(devices_under_test()),
                         [](const auto& test) { return test.param.name; });

TEST_P(StartTest, WarmSolveOfTheSameProblemIsDoneAtTheFirstLook) {
  Random random(1);
  const std::vector<reference::Problem> problems{disk_problem(random, 40, 32), disk_problem(random, 40, 32)};
  SolverRig rig(GetParam().make(), problems, Boundary::reflecting);
  const auto first = rig.solve({});
  const auto again = rig.solve({});
  for (int b = 0; b < 2; ++b) {
    EXPECT_TRUE(again[b].converged);
    EXPECT_EQ(again[b].iterations, solver::Options().first_check);
    EXPECT_LE(again[b].sums.gap, 2 * first[b].sums.gap);
  }
}

TEST_P(StartTest, WarmSolveFollowsAChangedRegion) {
  Random random(2);
  reference::Problem problem = disk_problem(random, 48, 40);
  SolverRig rig(GetParam().make(), {problem}, Boundary::reflecting);
  (void)rig.solve(stop_at(1e-4));
  for (double& r : problem.r.values) r = static_cast<float>(r + random.uniform(-0.03, 0.03));
  rig.upload_r({problem.r});
  const solver::ImageReport warm = rig.solve(stop_at(1e-4))[0];

  SolverRig cold(GetParam().make(), {problem}, Boundary::reflecting);
  const solver::ImageReport want = cold.solve(stop_at(1e-4))[0];
  EXPECT_TRUE(warm.converged);
  EXPECT_LT(warm.iterations, want.iterations);
  EXPECT_NEAR(warm.sums.energy, want.sums.energy, 2e-4 * want.scale);
}

/// The problem on the grid of half the size, model.md section 2.2.
reference::Problem coarse_problem(const reference::Problem& fine) {
  const auto shrunk = [](const Grid& grid, double factor) {
    return reference::map([factor](double v) { return static_cast<float>(factor * v); },
                          reference::restrict_by_two(grid));
  };
  return {shrunk(fine.alpha, 0.5), shrunk(fine.beta, 0.25), shrunk(fine.r, 1)};
}

TEST_P(StartTest, CoarseStartSavesIterationsAndKeepsTheCertificateTrue) {
  Random random(3);
  for (const Boundary boundary : {Boundary::reflecting, Boundary::periodic}) {
    for (const auto& [h, w] : {std::pair{64, 48}, {63, 49}, {1, 77}, {61, 1}}) {
      const std::vector<reference::Problem> fine{disk_problem(random, h, w), disk_problem(random, h, w)};
      const solver::Options options = stop_at(1e-4, 1000, 2);
      SolverRig coarse_rig(GetParam().make(), {coarse_problem(fine[0]), coarse_problem(fine[1])}, boundary);
      (void)coarse_rig.solve(options);
      SolverRig rig(coarse_rig.rig(), fine, boundary);
      rig.solver().start_from(coarse_rig.solver(), coarse_rig.problem());
      const auto reports = rig.solve(options);
      SolverRig cold(GetParam().make(), fine, boundary);
      const auto cold_reports = cold.solve(options);
      for (int b = 0; b < 2; ++b) {
        const std::string where = std::to_string(h) + " x " + std::to_string(w) + ", image " + std::to_string(b);
        EXPECT_TRUE(reports[b].converged) << where;
        if (h > 1 && w > 1) {
          EXPECT_LT(reports[b].iterations, cold_reports[b].iterations) << where;
        }
        const auto c = reference::certify(fine[b], to_reference(reports[b].penalties), rig.relaxed()[b], rig.state()[b],
                                          0.5, boundary);
        EXPECT_NEAR(reports[b].sums.gap, c.gap, 1e-5 * reports[b].scale) << where;
        EXPECT_NEAR(reports[b].sums.energy, cold_reports[b].sums.energy, 2e-4 * reports[b].scale) << where;
      }
    }
  }
}

// u is interpolated; the multipliers are too, times the factor by which the weights shrank.
TEST_P(StartTest, CoarseStartCarriesTheSolutionAndItsMultipliers) {
  Random random(7);
  for (const Boundary boundary : {Boundary::reflecting, Boundary::periodic}) {
    for (const auto& [h, w] : {std::pair{16, 12}, {17, 13}}) {
      const reference::Problem fine = disk_problem(random, h, w);
      const reference::Problem coarse = coarse_problem(fine);
      SolverRig coarse_rig(GetParam().make(), {coarse}, boundary);
      const solver::ImageReport coarse_report = coarse_rig.solve(stop_at(-1, 20))[0];
      const reference::State y =
          reference::multipliers(coarse, to_reference(coarse_report.penalties), coarse_rig.state()[0]);
      const Grid coarse_u = coarse_rig.relaxed()[0];

      SolverRig rig(coarse_rig.rig(), {fine}, boundary);
      rig.solver().start_from(coarse_rig.solver(), coarse_rig.problem());
      const solver::ImageReport report = rig.solve(stop_at(-1, 0))[0];

      const auto carried = [&, height = h, width = w](double factor, const Grid& grid) {
        return reference::map([factor](double v) { return factor * v; },
                              reference::prolong_by_two(grid, height, width));
      };
      const Grid u = carried(1, coarse_u);
      const reference::State fine_y{{carried(2, y.p.x), carried(2, y.p.y)},
                                    {carried(4, y.q.xx), carried(4, y.q.yy), carried(4, y.q.xy)},
                                    carried(1, y.v)};
      const reference::State want = reference::start(u, to_reference(report.penalties), fine_y, boundary);
      EXPECT_LE(max_difference(rig.u()[0], u), 1e-6);
      EXPECT_LE(max_difference(rig.state()[0], want), 1e-5);
    }
  }
}

// The finer solver has turned the state of the coarser one into multipliers: it goes on from those.
TEST_P(StartTest, CoarseSolverGoesOnAfterItHasBeenAStart) {
  Random random(8);
  const std::vector<reference::Problem> fine{disk_problem(random, 64, 48), disk_problem(random, 64, 48)};
  SolverRig coarse_rig(GetParam().make(), {coarse_problem(fine[0]), coarse_problem(fine[1])}, Boundary::reflecting);
  const auto before = coarse_rig.solve(stop_at(1e-4));
  SolverRig rig(coarse_rig.rig(), fine, Boundary::reflecting);
  rig.solver().start_from(coarse_rig.solver(), coarse_rig.problem());
  const auto again = coarse_rig.solve(stop_at(1e-4, 1000, 2));
  for (int b = 0; b < 2; ++b) {
    EXPECT_TRUE(again[b].converged);
    EXPECT_LT(10 * again[b].iterations, before[b].iterations);
    EXPECT_EQ(again[b].penalties.rho3, before[b].penalties.rho3);
  }
}

void expect_sane(const solver::ImageReport& report, const Grid& u, const std::string& where) {
  EXPECT_TRUE(std::isfinite(report.relative_gap())) << where;
  EXPECT_TRUE(std::isfinite(report.mask_certificate())) << where;
  EXPECT_GE(report.sums.gap, 0) << where;
  EXPECT_GT(report.scale, 0) << where;
  for (const double v : u.values) ASSERT_TRUE(v >= 0 && v <= 1) << where;
}

TEST_P(StartTest, EmptyRegionsEndCleanly) {
  Random random(4);
  for (const auto& [h, w] : {std::pair{1, 1}, {1, 8}, {6, 5}}) {
    for (const double weight : {0.0, 1.0}) {
      const Grid weights(h, w, weight);
      const std::vector<reference::Problem> problems{{weights, weights, Grid(h, w)},
                                                     {weights, weights, Grid(h, w, HUGE_VAL)},
                                                     {weights, weights, Grid(h, w, -HUGE_VAL)}};
      SolverRig rig(GetParam().make(), problems, Boundary::reflecting);
      const auto reports = rig.solve(stop_at(1e-3, 200));
      const auto u = rig.relaxed();
      for (int b = 0; b < 3; ++b) {
        expect_sane(reports[b], u[b], "problem " + std::to_string(b));
        EXPECT_TRUE(reports[b].converged);
        EXPECT_NEAR(reports[b].sums.energy, 0, 1e-6);
      }
      EXPECT_EQ(u[1].values, Grid(h, w, 0).values);
      EXPECT_EQ(u[2].values, Grid(h, w, 1).values);
    }
  }
}

TEST_P(StartTest, WhereEveryPixelIsMarkedTheMaskIsTheMarkers) {
  Random random(5);
  reference::Problem problem = random_problem(random, 9, 7);
  for (double& r : problem.r.values) r = random.chance(0.5) ? HUGE_VAL : -HUGE_VAL;
  SolverRig rig(GetParam().make(), {problem}, Boundary::reflecting);
  const solver::ImageReport report = rig.solve(stop_at(1e-3, 50))[0];
  const Grid u = rig.relaxed()[0];
  expect_sane(report, u, "all marked");
  EXPECT_EQ(u.values, reference::lower_bound(problem.r).values);
  const double energy = reference::energy(problem, u, Boundary::reflecting);
  EXPECT_NEAR(report.sums.energy, energy, 1e-5 * energy);
  EXPECT_NEAR(report.sums.mask_energy, energy, 1e-5 * energy);
}

TEST_P(StartTest, NoIterationsGiveTheStartAndItsCertificate) {
  Random random(6);
  const reference::Problem problem = disk_problem(random, 8, 9);
  SolverRig rig(GetParam().make(), {problem}, Boundary::reflecting);
  const Grid u = random.grid(8, 9, 0, 1);
  rig.start_from({u});
  const solver::ImageReport report = rig.solve(stop_at(1e-3, 0))[0];
  EXPECT_EQ(report.iterations, 0);
  EXPECT_FALSE(report.converged);
  EXPECT_EQ(rig.relaxed()[0].values, reference::delivered(u, problem.r).values);
  EXPECT_NEAR(report.sums.energy, reference::energy(problem, u, Boundary::reflecting), 1e-5 * report.scale);
}

}  // namespace
}  // namespace hesscut::test
