#include "tests/reference/refine.hpp"

#include <gtest/gtest.h>

namespace hesscut::reference {
namespace {

TEST(BorderField, DistanceIsZeroOnTheFieldAndEuclideanOffIt) {
  Lab lab{Grid(2, 2), Grid(2, 2), Grid(2, 2)};
  std::vector<double> coefficients(18);
  coefficients[0] = 0.5;  // L = 1/2 + x
  coefficients[1] = 1;
  coefficients[6 + 5] = 4;  // a = 4 x y
  lab.l.values = {0, 0.5, 0, 0.5};
  lab.a.values = {1, 0, 0, 0};
  EXPECT_EQ(border_distance(lab, coefficients).values, (std::vector<double>{0, 0, 0, 0}));
  lab.l(1, 1) += 3;
  lab.b(1, 1) -= 4;
  EXPECT_DOUBLE_EQ(border_distance(lab, coefficients)(1, 1), 5);
  EXPECT_EQ(border_data_term(Grid(1, 1, 0), 0.1)(0, 0), 1);
  EXPECT_EQ(border_data_term(Grid(1, 1, 0.1), 0.1)(0, 0), 0);
  EXPECT_NEAR(border_data_term(Grid(1, 1, 1e6), 0.1)(0, 0), -1, 1e-12);
}

TEST(GuidedMap, FindsALinearMask) {
  // The mask is red > 1/2 over red in {0, 1}: the map is red itself, as far as the ridge lets it.
  const Photo guide{{0, 10, 20}, {255, 10, 20}, {255, 10, 20}, {0, 10, 20}};
  const Labels mask{0, 255, 255, 0};
  const LinearMap found = guided_map(guide, mask, {128, 128, 0, 255}, 1, 4, 5, 1e-9, -7);
  EXPECT_NEAR(found.r(0, 0), 1, 1e-6);
  EXPECT_NEAR(found.g(0, 0), 0, 1e-6);
  EXPECT_NEAR(found.offset(0, 0), 0, 1e-6);
  EXPECT_EQ(found.r(0, 2), -7);
  EXPECT_EQ(found.offset(0, 3), -7);
}

TEST(EdgeAlpha, IsSolidInsideAndInterpolatedInTheBand) {
  const LinearMap none{Grid(1, 2), Grid(1, 2), Grid(1, 2), Grid(1, 2)};
  const Photo photo(4, {255, 0, 0});
  EXPECT_EQ(edge_alpha(photo, 1, 4, none, {255, 255}, 3).values, (std::vector<double>{255, 255, 255, 255}));
  EXPECT_EQ(edge_alpha(photo, 1, 4, none, {255, 0}, 1).values, (std::vector<double>{255, 191.25, 63.75, 0}));
  EXPECT_EQ(edge_alpha(photo, 1, 4, none, {255, 0}, 2).values, (std::vector<double>{255, 255, 0, 0}));
  LinearMap red = none;
  red.r = Grid(1, 2, 0.5);
  EXPECT_EQ(edge_alpha(photo, 1, 4, red, {128, 128}, 1).values, (std::vector<double>{127.5, 127.5, 127.5, 127.5}));
}

}  // namespace
}  // namespace hesscut::reference
