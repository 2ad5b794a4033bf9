#include "tests/reference/operators.hpp"

#include <gtest/gtest.h>

namespace hesscut::reference {
namespace {

constexpr int shapes[][2] = {{1, 1}, {1, 2}, {2, 1},   {2, 2},   {1, 9},  {9, 1},  {3, 3},
                             {2, 7}, {5, 4}, {13, 17}, {16, 16}, {31, 8}, {43, 59}};

class OperatorsTest : public testing::TestWithParam<Boundary> {};
INSTANTIATE_TEST_SUITE_P(Boundaries, OperatorsTest, testing::Values(Boundary::reflecting, Boundary::periodic),
                         [](const auto& suite) {
                           return suite.param == Boundary::periodic ? "periodic" : "reflecting";
                         });

// <K u, g> = <u, K^T g> for random u and g, relative to the size of the products.
void expect_adjoint(double forward, double backward, double scale) {
  EXPECT_NEAR(forward, backward, 1e-12 * std::max(1.0, scale));
}

TEST_P(OperatorsTest, DifferencesHaveExactAdjoints) {
  Random random(1);
  for (const auto [h, w] : shapes) {
    const Grid u = random.grid(h, w, -1, 1);
    const Grid g = random.grid(h, w, -1, 1);
    expect_adjoint(dot(dx(u, GetParam()), g), dot(u, dx_adjoint(g, GetParam())), h * w);
    expect_adjoint(dot(dy(u, GetParam()), g), dot(u, dy_adjoint(g, GetParam())), h * w);
  }
}

TEST_P(OperatorsTest, GradientAndHessianHaveExactAdjoints) {
  Random random(2);
  for (const auto [h, w] : shapes) {
    const Grid u = random.grid(h, w, -1, 1);
    const Gradient p{random.grid(h, w, -1, 1), random.grid(h, w, -1, 1)};
    const Hessian q{random.grid(h, w, -1, 1), random.grid(h, w, -1, 1), random.grid(h, w, -1, 1)};
    const Gradient du = gradient(u, GetParam());
    const Hessian hu = hessian(u, GetParam());
    expect_adjoint(dot(du.x, p.x) + dot(du.y, p.y), dot(u, gradient_adjoint(p, GetParam())), h * w);
    expect_adjoint(dot(hu.xx, q.xx) + dot(hu.yy, q.yy) + dot(hu.xy, q.xy), dot(u, hessian_adjoint(q, GetParam())),
                   h * w);
  }
}

TEST_P(OperatorsTest, ConstantImagesHaveNeitherGradientNorHessian) {
  for (const auto [h, w] : shapes) {
    const Grid u(h, w, 0.7);
    EXPECT_EQ(max_abs(norm(gradient(u, GetParam()))), 0);
    EXPECT_EQ(max_abs(norm(hessian(u, GetParam()))), 0);
  }
}

TEST(Operators, RampHasConstantGradientAndCurvatureOnlyAtItsEnds) {
  Grid u(1, 5);
  for (int x = 0; x < 5; ++x) u(0, x) = 0.25 * x;
  EXPECT_EQ(dx(u, Boundary::reflecting).values, (std::vector<double>{0.25, 0.25, 0.25, 0.25, 0}));
  EXPECT_EQ(dx(u, Boundary::periodic).values, (std::vector<double>{0.25, 0.25, 0.25, 0.25, -1}));
  EXPECT_EQ(hessian(u, Boundary::reflecting).xx.values, (std::vector<double>{0.25, 0, 0, 0, -0.25}));
  EXPECT_EQ(hessian(u, Boundary::periodic).xx.values, (std::vector<double>{1.25, 0, 0, 0, -1.25}));
}

TEST(Operators, HessianOfAProductOfRampsIsItsMixedDerivative) {
  Grid u(4, 4);
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 4; ++x) u(y, x) = x * y;
  }
  const Hessian q = hessian(u, Boundary::reflecting);
  EXPECT_DOUBLE_EQ(q.xy(1, 1), std::sqrt(2.0));
  EXPECT_EQ(q.xx(1, 1), 0);
  EXPECT_EQ(q.yy(1, 1), 0);
  EXPECT_EQ(q.xy(1, 3), 0);  // no difference beyond the border
}

TEST(Operators, NormsAreThoseOfTheWholeVectorAndMatrix) {
  // u = x^2 / 2 + 2 x y has the Hessian (1 2; 2 0), whose Frobenius norm is 3.
  Grid u(5, 5);
  for (int y = 0; y < 5; ++y) {
    for (int x = 0; x < 5; ++x) u(y, x) = 0.5 * x * x + 2.0 * x * y;
  }
  EXPECT_DOUBLE_EQ(norm(hessian(u, Boundary::reflecting))(2, 2), 3);
  EXPECT_DOUBLE_EQ(norm(Gradient{Grid(1, 1, 3), Grid(1, 1, 4)})(0, 0), 5);
}

}  // namespace
}  // namespace hesscut::reference
