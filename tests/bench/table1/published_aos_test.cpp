#include "bench/table1/published_aos.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include <opencv2/core.hpp>

#include "tests/reference/admm.hpp"

namespace hesscut::test {
namespace {

using bench::HostProblem;
using bench::PublishedRun;
using reference::Grid;
using reference::Random;

/// The dense matrix of one line.
cv::Mat1d matrix_of(const std::vector<double>& factor, const std::vector<double>& link) {
  const int n = static_cast<int>(factor.size());
  cv::Mat1d a(n, n, 0.0);
  for (int i = 0; i < n; ++i) {
    a(i, i) = 1;
    if (i + 1 < n) {
      a(i, i) += factor[i] * link[i];
      a(i, i + 1) -= factor[i] * link[i];
    }
    if (i > 0) {
      a(i, i) += factor[i] * link[i - 1];
      a(i, i - 1) -= factor[i] * link[i - 1];
    }
  }
  return a;
}

std::vector<double> picked(const std::vector<double>& all, const bench::Lines& lines, int j) {
  std::vector<double> one;
  for (int i = 0; i < lines.length; ++i) one.push_back(all[i * lines.stride + j * lines.step]);
  return one;
}

TEST(Lines, AreSolvedAsDenseSystemsAre) {
  Random random(1);
  constexpr int height = 7;
  constexpr int width = 9;
  for (const bench::Lines& lines : {bench::Lines{height, width, width, 1}, bench::Lines{width, height, 1, width},
                                    bench::Lines{1, height * width, 1, 1}}) {
    const Grid factor = random.grid(height, width, 0, 2);
    const Grid link = random.grid(height, width, 0, 50);
    const Grid right = random.grid(height, width, -1, 1);
    std::vector<double> found = right.values;
    std::vector<double> upper(found.size());
    bench::solve_lines(lines, factor.values, link.values, found, upper);
    for (int j = 0; j < lines.count; ++j) {
      cv::Mat1d want;
      cv::solve(matrix_of(picked(factor.values, lines, j), picked(link.values, lines, j)),
                cv::Mat1d(picked(right.values, lines, j)), want);
      const std::vector<double> one = picked(found, lines, j);
      for (int i = 0; i < lines.length; ++i) EXPECT_NEAR(one[i], want(i), 1e-10) << i << "," << j;
    }
  }
}

/// A disk of r = -level in ground of r = level.
HostProblem disk(int side, float level, float alpha) {
  HostProblem problem{side, side, {}, {}, {}};
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const double distance = std::hypot(y - 0.5 * (side - 1), x - 0.5 * (side - 1));
      problem.r.push_back(distance < 0.3 * side ? -level : level);
    }
  }
  problem.alpha.assign(problem.r.size(), alpha);
  problem.beta.assign(problem.r.size(), 0);
  return problem;
}

Grid grid_of(const std::vector<float>& values, int side) {
  Grid grid(side, side);
  grid.values.assign(values.begin(), values.end());
  return grid;
}

TEST(PublishedAos, FindsTheDisk) {
  constexpr int side = 48;
  const HostProblem problem = disk(side, 1, 1);
  const PublishedRun run = bench::run_published_aos(problem, std::vector<float>(problem.r.size(), 0.5F), 5000);
  EXPECT_TRUE(run.stopped);
  EXPECT_GT(run.iterations, 20);
  const reference::Problem exact{grid_of(problem.alpha, side), grid_of(problem.beta, side), grid_of(problem.r, side)};
  const Grid u = reference::clip_to_bounds(grid_of(run.u, side), exact.r);
  const reference::Optimum optimum = reference::optimum(exact, Boundary::reflecting, 200);
  const double above = reference::energy(exact, u, Boundary::reflecting) - optimum.lower;
  EXPECT_GE(above, 0);
  EXPECT_LT(above / reference::region_scale(exact.r), 0.05);
  int wrong = 0;
  for (std::size_t i = 0; i < run.u.size(); ++i) wrong += (run.u[i] > 0.5F) != (problem.r[i] < 0) ? 1 : 0;
  EXPECT_LE(wrong, side * side / 100);
}

// With next to no regularisation each pixel goes where its r points, no further than the penalty lets it.
TEST(PublishedAos, FollowsTheRegionTermAlone) {
  const HostProblem problem = disk(24, 2, 1e-6F);  // alpha < 0.95: no change is looked at
  const PublishedRun run = bench::run_published_aos(problem, std::vector<float>(problem.r.size(), 0.5F), 1000);
  for (std::size_t i = 0; i < run.u.size(); ++i) {
    ASSERT_NEAR(run.u[i], problem.r[i] < 0 ? 1 : 0, 0.1) << i;
  }
}

TEST(PublishedAos, SaysWhenTheLimitComesFirst) {
  const HostProblem problem = disk(24, 1, 1);
  const PublishedRun run = bench::run_published_aos(problem, std::vector<float>(problem.r.size(), 0.5F), 3);
  EXPECT_FALSE(run.stopped);
  EXPECT_EQ(run.iterations, 3);
}

}  // namespace
}  // namespace hesscut::test
