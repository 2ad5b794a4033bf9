#include "tests/reference/admm.hpp"

#include <gtest/gtest.h>

namespace hesscut::reference {
namespace {

Problem random_problem(Random& random, int h, int w) {
  Problem out{random.grid(h, w, 0, 1), random.grid(h, w, 0, 1), random.grid(h, w, -1, 1)};
  for (double& r : out.r.values) {
    if (random.chance(0.05)) r = random.chance(0.5) ? HUGE_VAL : -HUGE_VAL;
  }
  return out;
}

/// The smallest energy of all binary images that respect the bounds.
double best_binary_energy(const Problem& problem, Boundary boundary) {
  const Grid l = lower_bound(problem.r);
  const Grid h = upper_bound(problem.r);
  double best = HUGE_VAL;
  for (unsigned code = 0; code < (1U << l.size()); ++code) {
    Grid u(l.height, l.width);
    for (std::size_t i = 0; i < u.size(); ++i) u.values[i] = code >> i & 1U;
    if (clip_to_bounds(u, problem.r).values == u.values) best = std::min(best, energy(problem, u, boundary));
  }
  return best;
}

TEST(Prox, IsTheMinimiserOfItsObjective) {
  Random random(1);
  const Penalties penalties{1.3, 0.7, 0.9, 1.8};
  for (int trial = 0; trial < 200; ++trial) {
    const Problem one = random_problem(random, 1, 1);
    const auto value = [&] { return random.grid(1, 1, -1.5, 1.5); };
    const State z{{value(), value()}, {value(), value(), value()}, value()};
    const State w = prox(one, penalties, z);
    const auto objective = [&](double px, double py, double xx, double yy, double xy, double v) {
      const auto square = [](double a, const Grid& b) { return (a - b(0, 0)) * (a - b(0, 0)); };
      return one.alpha(0, 0) * std::hypot(px, py) + 0.65 * (square(px, z.p.x) + square(py, z.p.y)) +
             one.beta(0, 0) * std::hypot(xx, yy, xy) +
             0.35 * (square(xx, z.q.xx) + square(yy, z.q.yy) + square(xy, z.q.xy)) + region_term(one.r)(0, 0) * v +
             0.45 * square(v, z.v);
    };
    const double least = objective(w.p.x(0, 0), w.p.y(0, 0), w.q.xx(0, 0), w.q.yy(0, 0), w.q.xy(0, 0), w.v(0, 0));
    for (int i = 0; i < 50; ++i) {
      const auto near = [&](const Grid& a) { return a(0, 0) + random.uniform(-0.1, 0.1); };
      const double v = std::clamp(near(w.v), lower_bound(one.r)(0, 0), upper_bound(one.r)(0, 0));
      EXPECT_GE(objective(near(w.p.x), near(w.p.y), near(w.q.xx), near(w.q.yy), near(w.q.xy), v), least - 1e-12);
    }
  }
}

TEST(Certificate, GapIsEnergyMinusDualAndMultipliersAreFeasible) {
  Random random(2);
  for (const Boundary boundary : {Boundary::reflecting, Boundary::periodic}) {
    for (const auto& [h, w] : {std::pair{1, 1}, {1, 6}, {5, 1}, {4, 7}, {9, 8}}) {
      const Problem problem = random_problem(random, h, w);
      const Penalties penalties{1, 2, 0.5, 1.8};
      Grid u = random.grid(h, w, -0.2, 1.2);
      State z = apply(u, boundary);
      for (int i = 0; i < 5; ++i) {
        iterate(problem, penalties, boundary, u, z);
        const Certificate c = certify(problem, penalties, u, z, 0.5, boundary);
        EXPECT_NEAR(c.energy - c.dual, c.gap, 1e-11);
        EXPECT_GE(c.gap, -1e-12);
        const State y = multipliers(problem, penalties, z);
        for (std::size_t k = 0; k < u.size(); ++k) {
          EXPECT_LE(norm(y.p).values[k], problem.alpha.values[k] + 1e-12);
          EXPECT_LE(norm(y.q).values[k], problem.beta.values[k] + 1e-12);
        }
      }
    }
  }
}

TEST(Optimum, FirstOrderRelaxationIsExactAlongALine) {
  Random random(3);
  for (int trial = 0; trial < 20; ++trial) {
    Problem problem = random_problem(random, 1, 10);
    problem.beta = Grid(1, 10);
    const Optimum found = optimum(problem, Boundary::reflecting, 2000);
    const double best = best_binary_energy(problem, Boundary::reflecting);
    EXPECT_NEAR(found.upper, best, 1e-6);
    EXPECT_NEAR(found.lower, best, 1e-6);
  }
}

// In the plane the forward-difference norm has no exact co-area formula: the relaxation is a lower bound.
TEST(Optimum, RelaxationIsBelowEveryBinaryImage) {
  Random random(4);
  for (int trial = 0; trial < 10; ++trial) {
    const Problem problem = random_problem(random, 3, 3);
    const Optimum found = optimum(problem, Boundary::reflecting, 2000);
    EXPECT_LE(found.upper, best_binary_energy(problem, Boundary::reflecting) + 1e-6);
    EXPECT_NEAR(found.upper, found.lower, 1e-5);
  }
}

// model.md section 1: with the second-order term a ramp beats every binary image.
TEST(Optimum, SecondOrderCounterexampleIsARamp) {
  constexpr int zeros = 4;
  Problem problem{Grid(1, zeros + 2), Grid(1, zeros + 2, 1), Grid(1, zeros + 2)};
  problem.r(0, 0) = -1;
  problem.r(0, zeros + 1) = 1;
  const Optimum found = optimum(problem, Boundary::reflecting, 4000);
  EXPECT_NEAR(found.upper, -1 + 2.0 / (zeros + 1), 1e-5);
  EXPECT_NEAR(found.lower, found.upper, 1e-5);
  // Constant, or two kinks of size 1: no binary image is below 0.
  EXPECT_NEAR(best_binary_energy(problem, Boundary::reflecting), 0, 1e-12);
}

TEST(Optimum, WithoutWeightsEveryPixelFollowsItsSign) {
  Problem problem{Grid(2, 3), Grid(2, 3), Grid(2, 3)};
  problem.r.values = {-1, 0.5, -0.25, HUGE_VAL, -HUGE_VAL, 2};
  const Optimum found = optimum(problem, Boundary::periodic, 5000);
  EXPECT_NEAR(found.upper, -1.25, 1e-9);
  EXPECT_LT(max_difference(found.u, map([](double r) { return r < 0 ? 1.0 : 0.0; }, problem.r)), 1e-6);
}

TEST(Start, FromASolutionAndItsMultipliersNothingMoves) {
  Random random(5);
  const Problem problem = random_problem(random, 5, 6);
  const Penalties penalties{1, 2, 0.8, 1.8};
  Grid u(5, 6, 0.5);
  State z = apply(u, Boundary::reflecting);
  for (int i = 0; i < 5000; ++i) iterate(problem, penalties, Boundary::reflecting, u, z);
  State again = start(u, penalties, multipliers(problem, penalties, z), Boundary::reflecting);
  Grid u_again = u;
  iterate(problem, penalties, Boundary::reflecting, u_again, again);
  EXPECT_LT(max_difference(u_again, u), 1e-6);
  EXPECT_LT(max_difference(again.v, z.v), 1e-6);
}

}  // namespace
}  // namespace hesscut::reference
