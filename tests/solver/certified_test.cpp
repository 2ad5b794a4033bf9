#include <gtest/gtest.h>

#include "tests/kernels/devices.hpp"
#include "tests/solver/solver_rig.hpp"

/// What a solve claims about itself must be true.

namespace hesscut::test {
namespace {

class CertifiedTest : public testing::TestWithParam<NamedDevice> {};
INSTANTIATE_TEST_SUITE_P(Devices, CertifiedTest, testing::ValuesIn(devices_under_test()),
                         [](const auto& test) { return test.param.name; });

constexpr Boundary boundaries[] = {Boundary::reflecting, Boundary::periodic};

/// The certificate again, in double precision, from what the device holds. The unit of all errors is the sum |r| that
/// relative gaps are relative to, or the energy where that is larger.
void expect_certificate_holds(const solver::ImageReport& report, const reference::Problem& problem, const Grid& u,
                              const reference::State& z, Boundary boundary, const std::string& where) {
  const auto c = reference::certify(problem, to_reference(report.penalties), u, z, 0.5, boundary);
  const double unit = 1e-5 * std::max({report.scale, std::abs(c.energy), std::abs(c.mask_energy)});
  EXPECT_GE(report.sums.gap, 0) << where;
  EXPECT_NEAR(report.sums.gap, c.gap, unit) << where;
  EXPECT_NEAR(report.sums.energy, c.energy, unit) << where;
  EXPECT_NEAR(report.sums.mask_energy, c.mask_energy, unit) << where;
  EXPECT_NEAR(report.relative_gap(), c.gap / report.scale, unit / report.scale) << where;
  EXPECT_NEAR(report.mask_certificate(), (c.mask_energy - c.dual) / report.scale, 2 * unit / report.scale) << where;
}

void expect_all_hold(SolverRig& rig, const std::vector<solver::ImageReport>& reports,
                     const std::vector<reference::Problem>& problems, Boundary boundary, const std::string& where) {
  const std::vector<Grid> u = rig.relaxed();
  const std::vector<reference::State> z = rig.state();
  for (std::size_t b = 0; b < problems.size(); ++b) {
    expect_certificate_holds(reports[b], problems[b], u[b], z[b], boundary, where + ", image " + std::to_string(b));
  }
}

TEST_P(CertifiedTest, ConvergedSolvesKeepTheirTolerance) {
  Random random(1);
  for (const Boundary boundary : boundaries) {
    for (const auto& [h, w] : {std::pair{1, 30}, {17, 1}, {9, 14}, {32, 32}, {41, 37}}) {
      std::vector<reference::Problem> problems;
      for (int b = 0; b < 3; ++b) problems.push_back(disk_problem(random, h, w));
      SolverRig rig(GetParam().make(), problems, boundary);
      const auto reports = rig.solve({});
      expect_all_hold(rig, reports, problems, boundary, std::to_string(h) + " x " + std::to_string(w));
      for (const solver::ImageReport& report : reports) {
        EXPECT_TRUE(report.converged);
        EXPECT_LE(report.relative_gap(), 1e-3);
        EXPECT_LE(report.iterations, 1000);
      }
    }
  }
}

// A thousand problems of all sizes of r, with zero weights and hard markers, stopped anywhere.
TEST_P(CertifiedTest, GapIsTrueAndNeverNegativeOnAThousandRandomProblems) {
  Random random(2);
  int problems_seen = 0;
  for (int round = 0; problems_seen < 1000; ++round) {
    const int h = random.integer(1, 12);
    const int w = random.integer(1, 12);
    const Boundary boundary = boundaries[round % 2];
    std::vector<reference::Problem> problems;
    for (int b = 0; b < 10; ++b) problems.push_back(random_problem(random, h, w));
    SolverRig rig(GetParam().make(), problems, boundary);
    const auto reports = rig.solve(stop_at(1e-4, random.integer(0, 60), 7));
    expect_all_hold(rig, reports, problems, boundary, "round " + std::to_string(round));
    problems_seen += 10;
  }
}

// P - gap <= optimum <= P, with the optimum enclosed by a long run in double precision.
TEST_P(CertifiedTest, EnclosesTheTrueOptimum) {
  Random random(3);
  for (int round = 0; round < 24; ++round) {
    const Boundary boundary = boundaries[round % 2];
    const reference::Problem problem = random_problem(random, random.integer(1, 8), random.integer(1, 8));
    const reference::Optimum optimum = reference::optimum(problem, boundary, 400);
    SolverRig rig(GetParam().make(), {problem}, boundary);
    for (const int iterations : {1, 10, 100}) {
      const solver::ImageReport report = rig.solve(stop_at(0, iterations))[0];
      const double rounding = 1e-5 * std::max(report.scale, std::abs(report.sums.energy));
      EXPECT_LE(report.sums.energy - report.sums.gap, optimum.upper + rounding) << "round " << round;
      EXPECT_GE(report.sums.energy, optimum.lower - rounding) << "round " << round;
      EXPECT_GE(report.sums.mask_energy, optimum.lower - rounding) << "round " << round;
      EXPECT_GE(report.mask_certificate(), -rounding / report.scale) << "round " << round;
    }
  }
}

// Along a line the first-order relaxation is exact: the mask itself is certified as optimal. (In the plane forward
// differences have no exact co-area formula.)
TEST_P(CertifiedTest, MaskIsOptimalForFirstOrderProblemsAlongALine) {
  Random random(4);
  for (int round = 0; round < 10; ++round) {
    reference::Problem problem = random_problem(random, 1, 40);
    problem.alpha = random.grid(1, 40, 0.1, 1);
    problem.beta = Grid(1, 40);
    problem.r = random.grid(1, 40, -1, 1);
    SolverRig rig(GetParam().make(), {problem}, boundaries[round % 2]);
    const solver::ImageReport report = rig.solve(stop_at(1e-5, 20000))[0];
    EXPECT_TRUE(report.converged);
    EXPECT_LE(report.mask_certificate(), 1e-4);
  }
}

}  // namespace
}  // namespace hesscut::test
