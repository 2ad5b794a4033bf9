#include <gtest/gtest.h>

#include "tests/kernels/devices.hpp"
#include "tests/solver/solver_rig.hpp"

/// The solver against the reference, iteration by iteration.

namespace hesscut::test {
namespace {

using Parameter = std::tuple<NamedDevice, Boundary>;

class IteratesTest : public testing::TestWithParam<Parameter> {
 protected:
  [[nodiscard]] static Boundary boundary() { return std::get<1>(GetParam()); }
  [[nodiscard]] static std::unique_ptr<device::Device> device() { return std::get<0>(GetParam()).make(); }
};

INSTANTIATE_TEST_SUITE_P(Devices, IteratesTest,
                         testing::Combine(testing::ValuesIn(devices_under_test()),
                                          testing::Values(Boundary::reflecting, Boundary::periodic)),
                         [](const auto& test) {
                           const bool wraps = std::get<1>(test.param) == Boundary::periodic;
                           return std::get<0>(test.param).name + (wraps ? "_periodic" : "_reflecting");
                         });

/// Exactly k iterations: even a gap of 0 is no reason to stop.
solver::Options iterations(int k, const reference::Penalties& penalties) {
  solver::Options out = stop_at(-1, k);
  out.rho1 = penalties.rho1;
  out.rho2 = penalties.rho2;
  out.rho3 = penalties.rho3;
  out.gamma = penalties.gamma;
  return out;
}

constexpr int shapes[][2] = {{1, 1}, {1, 9}, {8, 1}, {2, 2}, {5, 7}, {16, 16}, {13, 31}, {40, 33}};

TEST_P(IteratesTest, EqualTheReferenceAfterAnyNumberOfIterations) {
  Random random(1);
  for (const auto [h, w] : shapes) {
    const std::vector<reference::Problem> problems{random_problem(random, h, w), disk_problem(random, h, w)};
    const std::vector<Grid> first{random.grid(h, w, 0, 1), random.grid(h, w, 0, 1)};
    const reference::Penalties penalties = random_penalties(random);
    SolverRig rig(device(), problems, boundary());

    std::vector<Grid> u = first;
    std::vector<reference::State> z;
    for (const Grid& start : first) z.push_back(reference::apply(start, boundary()));
    int done = 0;
    for (const int k : {1, 2, 5, 20, 60}) {
      rig.start_from(first);
      (void)rig.solve(iterations(k, penalties));
      for (; done < k; ++done) {
        for (int b = 0; b < 2; ++b) reference::iterate(problems[b], penalties, boundary(), u[b], z[b]);
      }
      for (int b = 0; b < 2; ++b) {
        const std::string where = std::to_string(h) + " x " + std::to_string(w) + ", iteration " + std::to_string(k);
        // Of the unit that u has, or of the state where a large r makes that larger.
        const double scale = std::max(1.0, max_abs(z[b]));
        EXPECT_LE(max_difference(rig.u()[b], u[b]), 1e-4) << where;
        EXPECT_LE(max_difference(rig.state()[b], z[b]), 1e-4 * scale) << where;
        EXPECT_EQ(max_difference(rig.relaxed()[b], reference::delivered(rig.u()[b], problems[b].r)), 0) << where;
      }
    }
  }
}

// Stopping for a look at the certificate must not change the way.
TEST_P(IteratesTest, DoNotDependOnHowOftenTheCertificateIsTaken) {
  Random random(2);
  const reference::Problem problem = disk_problem(random, 21, 18);
  solver::Options options = iterations(24, {});
  std::vector<Grid> u;
  for (const int every : {1, 5, 8, 100}) {
    SolverRig rig(device(), {problem}, boundary());
    options.first_check = every;
    options.check_every = every;
    EXPECT_EQ(rig.solve(options)[0].iterations, 24);
    u.push_back(rig.u()[0]);
  }
  for (const Grid& other : u) EXPECT_EQ(other.values, u[0].values);
}

TEST_P(IteratesTest, PenaltyOfTheRegionFollowsItsMean) {
  Random random(3);
  for (const double size : {0.01, 1.0, 50.0}) {
    reference::Problem problem{Grid(6, 5, 1), Grid(6, 5, 1), random.grid(6, 5, -size, size)};
    problem.r(0, 0) = HUGE_VAL;
    problem.r(5, 4) = -HUGE_VAL;
    SolverRig rig(device(), {problem}, boundary());
    const solver::ImageReport report = rig.solve(stop_at(1e-3, 1))[0];
    const double scale = reference::region_scale(problem.r);
    EXPECT_NEAR(report.scale, scale, 1e-6 * scale);
    EXPECT_NEAR(report.penalties.rho3, std::clamp(scale / 28, 0.3, 3.0), 1e-6 * scale);
    EXPECT_EQ(report.penalties.rho1, 1);
    EXPECT_EQ(report.penalties.rho2, 2);
    EXPECT_EQ(report.penalties.gamma, 1.8F);
  }
}

}  // namespace
}  // namespace hesscut::test
