#include "tests/reference/transform.hpp"

#include <gtest/gtest.h>
#include <numbers>

#include "tests/reference/operators.hpp"

namespace hesscut::reference {
namespace {

constexpr int shapes[][2] = {{1, 1}, {1, 2}, {2, 1}, {1, 9}, {8, 1}, {3, 3}, {4, 6}, {7, 5}, {13, 17}, {31, 8}};

/// (rho1 grad^T grad + rho2 hess^T hess + rho3) u by the operators themselves.
Grid system(const Grid& u, double rho1, double rho2, double rho3, Boundary boundary) {
  return map([=](double p, double q, double v) { return rho1 * p + rho2 * q + rho3 * v; },
             gradient_adjoint(gradient(u, boundary), boundary), hessian_adjoint(hessian(u, boundary), boundary), u);
}

TEST(Transform, DctIsItsDefinition) {
  Random random(3);
  const Grid u = random.grid(3, 4, -1, 1);
  const Grid spectrum = dct2(u);
  for (int k = 0; k < 3; ++k) {
    for (int m = 0; m < 4; ++m) {
      double sum = 0;
      for (int y = 0; y < 3; ++y) {
        for (int x = 0; x < 4; ++x) {
          sum +=
              u(y, x) * std::cos(std::numbers::pi * (y + 0.5) * k / 3) * std::cos(std::numbers::pi * (x + 0.5) * m / 4);
        }
      }
      EXPECT_NEAR(spectrum(k, m), sum, 1e-13);
    }
  }
}

TEST(Transform, DctThereAndBack) {
  Random random(4);
  for (const auto [h, w] : shapes) {
    const Grid u = random.grid(h, w, -1, 1);
    EXPECT_LT(max_difference(inverse_dct2(dct2(u)), u), 1e-12);
  }
}

TEST(Transform, DctDiagonalisesTheOperators) {
  Random random(5);
  for (const auto [h, w] : shapes) {
    const Grid u = random.grid(h, w, -1, 1);
    const Grid spectrum = dct2(u);
    const Grid first = dct2(system(u, 1, 0, 0, Boundary::reflecting));
    const Grid second = dct2(system(u, 0, 1, 0, Boundary::reflecting));
    for (int k = 0; k < h; ++k) {
      for (int m = 0; m < w; ++m) {
        const double s = symbol(k, m, h, w, Boundary::reflecting);
        EXPECT_NEAR(first(k, m), s * spectrum(k, m), 1e-11);
        EXPECT_NEAR(second(k, m), s * s * spectrum(k, m), 1e-11);
      }
    }
  }
}

TEST(Transform, SolveInvertsTheSystem) {
  Random random(6);
  for (const Boundary boundary : {Boundary::reflecting, Boundary::periodic}) {
    for (const auto [h, w] : shapes) {
      const Grid u = random.grid(h, w, -1, 1);
      const Grid rhs = system(u, 1.3, 2.1, 0.4, boundary);
      EXPECT_LT(max_difference(spectral_solve(rhs, 1.3, 2.1, 0.4, boundary), u), 1e-12);
    }
  }
}

TEST(Transform, StoredOrderIsEvenPixelsThenOddOnesBackwards) {
  Grid u(1, 7);
  for (int x = 0; x < 7; ++x) u(0, x) = x;
  EXPECT_EQ(to_transform_order(u, Boundary::reflecting).values, (std::vector<double>{0, 2, 4, 6, 5, 3, 1}));
  EXPECT_EQ(to_transform_order(u, Boundary::periodic).values, u.values);
  Random random(7);
  for (const auto [h, w] : shapes) {
    const Grid v = random.grid(h, w, -1, 1);
    EXPECT_EQ(to_natural_order(to_transform_order(v, Boundary::reflecting), Boundary::reflecting).values, v.values);
  }
}

}  // namespace
}  // namespace hesscut::reference
