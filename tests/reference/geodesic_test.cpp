#include "tests/reference/geodesic.hpp"

#include <gtest/gtest.h>

namespace hesscut::reference {
namespace {

TEST(Geodesic, AlongALineItIsTheSumOfTheCosts) {
  Grid cost(1, 5);
  cost.values = {1, 2, 4, 8, 16};
  EXPECT_EQ(geodesic_distance(cost, {128, 128, 255, 128, 128}, 255).values, (std::vector<double>{3, 2, 0, 8, 24}));
}

TEST(Geodesic, TwoEqualNeighboursMeetInTheDiagonal) {
  const Grid d = geodesic_distance(Grid(2, 2, 1), {0, 128, 128, 128}, 0);
  EXPECT_EQ(d(0, 1), 1);
  EXPECT_EQ(d(1, 0), 1);
  EXPECT_DOUBLE_EQ(d(1, 1), 1 + std::sqrt(0.5));
}

TEST(Geodesic, UniformCostIsNearlyEuclidean) {
  constexpr int n = 101;
  Labels labels(n * n, 128);
  labels[50 * n + 50] = 255;
  const Grid d = geodesic_distance(Grid(n, n, 2), labels, 255);
  EXPECT_DOUBLE_EQ(d(50, 100), 100);
  for (int y = 0; y < n; ++y) {
    for (int x = 0; x < n; ++x) {
      const double exact = 2 * std::hypot(y - 50, x - 50);
      EXPECT_GE(d(y, x), exact - 1e-9);
      EXPECT_LE(d(y, x), 1.05 * exact + 2);
    }
  }
}

TEST(Geodesic, AWallIsWalkedAround) {
  Grid cost(3, 3, 1);
  cost(0, 1) = cost(1, 1) = 1e6;
  Labels labels(9, 128);
  labels[0] = 255;
  const Grid d = geodesic_distance(cost, labels, 255);
  EXPECT_LT(d(0, 2), 7);
  EXPECT_GT(d(0, 2), 4);
}

TEST(Geodesic, NoSeedIsInfiniteAndAllSeedsAreZero) {
  EXPECT_EQ(geodesic_distance(Grid(2, 3, 1), Labels(6, 128), 255).values, std::vector<double>(6, HUGE_VAL));
  EXPECT_EQ(geodesic_distance(Grid(2, 3, 1), Labels(6, 255), 255).values, std::vector<double>(6, 0));
}

TEST(Selective, TermsHaveTheirNamedValues) {
  Grid to_foreground(1, 4);
  Grid to_background(1, 4);
  to_foreground.values = {0, 3, 1, 0};
  to_background.values = {2, 1, 1, 0};
  EXPECT_EQ(two_sided_selective(to_foreground, to_background).values, (std::vector<double>{-1, 0.5, 0, 0}));
  EXPECT_EQ(normalise_by_maximum(to_foreground).values, (std::vector<double>{0, 1, 1.0 / 3, 0}));
  Grid anti(1, 2);
  anti.values = {0, 1};
  EXPECT_EQ(add_anti_marker_term(anti, Grid(1, 2, 0.5)).values, (std::vector<double>{1.5, 0.5}));
  EXPECT_DOUBLE_EQ(rci_cost(Grid(1, 1, 0.002), Grid(1, 1, 0.5))(0, 0), 2.051);
  EXPECT_DOUBLE_EQ(likelihood_cost(Grid(1, 1, 4), Grid(1, 1, 9), 0.003, 1, 0.5)(0, 0), 3.503);
}

}  // namespace
}  // namespace hesscut::reference
