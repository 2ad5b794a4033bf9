#include "bench/table1/published_admm.hpp"

#include <gtest/gtest.h>

#include "tests/reference/transform.hpp"
#include "tests/solver/solver_rig.hpp"

/// The published ADMM against its textbook form in double precision, with splits and multipliers of its own.

namespace hesscut::test {
namespace {

using reference::Penalties;
using reference::State;

constexpr Penalties published{1, 2, 10, 1};
constexpr Boundary boundary = Boundary::reflecting;

State combined(const State& a, double factor, const State& b) {
  const auto sum = [factor](const Grid& x, const Grid& y) {
    return reference::map([factor](double s, double t) { return s + factor * t; }, x, y);
  };
  return {{sum(a.p.x, b.p.x), sum(a.p.y, b.p.y)},
          {sum(a.q.xx, b.q.xx), sum(a.q.yy, b.q.yy), sum(a.q.xy, b.q.xy)},
          sum(a.v, b.v)};
}

double mean(const Grid& a) {
  double sum = 0;
  for (const double value : a.values) sum += std::abs(value);
  return sum / static_cast<double>(a.size());
}

double largest_mean_residual(const State& r) {
  return std::max({mean(r.p.x) + mean(r.p.y), mean(r.q.xx) + mean(r.q.yy) + std::sqrt(2.0) * mean(r.q.xy), mean(r.v)});
}

struct Textbook {
  Grid u;
  int iterations = 0;
};

/// min over u, w with w = K u, multipliers b (scaled): w by prox, b += K u - w, then u by the linear system.
Textbook textbook(const reference::Problem& problem, Grid u, double tolerance, int limit) {
  State b =
      combined(reference::apply(u, boundary), -1, reference::prox(problem, published, reference::apply(u, boundary)));
  Textbook out;
  while (out.iterations < limit) {
    ++out.iterations;
    const State ku = reference::apply(u, boundary);
    const State w = reference::prox(problem, published, combined(ku, 1, b));
    const State residual = combined(ku, -1, w);
    b = combined(b, 1, residual);
    const State target = combined(w, -1, b);
    const Grid rhs = reference::map(
        [](double p, double q, double v) { return published.rho1 * p + published.rho2 * q + published.rho3 * v; },
        reference::gradient_adjoint(target.p, boundary), reference::hessian_adjoint(target.q, boundary), target.v);
    u = reference::spectral_solve(rhs, published.rho1, published.rho2, published.rho3, boundary);
    if (out.iterations > 1 && largest_mean_residual(residual) < tolerance) break;
  }
  out.u = reference::delivered(u, problem.r);
  return out;
}

struct OnDevice {
  std::unique_ptr<device::Device> device = device::make_cpu_device(1);
  std::unique_ptr<kernels::Operations> queue = device->make_queue();
  device::Array<float> alpha, beta, r, start;
  kernels::Shape shape;
  solver::Solver solver;

  OnDevice(const reference::Problem& p, const Grid& u)
      : alpha(*device, u.size()),
        beta(*device, u.size()),
        r(*device, u.size()),
        start(*device, u.size()),
        shape{1, u.height, u.width},
        solver(*device, *queue, shape, boundary) {
    upload(alpha, p.alpha);
    upload(beta, p.beta);
    upload(r, p.r);
    upload(start, u);
  }
  void upload(const device::Array<float>& to, const Grid& from) const {
    const std::vector<float> values(from.values.begin(), from.values.end());
    queue->upload(to.data(), values.data(), to.bytes());
  }
  bench::PublishedRun run(double tolerance, int limit) {
    return bench::run_published_admm(*queue, solver, {{alpha.data(), shape}, {beta.data(), shape}, {r.data(), shape}},
                                     {start.data(), shape}, tolerance, limit);
  }
};

TEST(PublishedAdmm, StopsWhereTheTextbookDoes) {
  Random random(5);
  for (int i = 0; i < 6; ++i) {
    const reference::Problem problem = disk_problem(random, 20 + i, 33 - i);
    const Grid start = i % 2 == 0 ? Grid(20 + i, 33 - i, 0.5) : random.grid(20 + i, 33 - i, 0, 1);
    const Textbook want = textbook(problem, start, 1e-3, 1000);
    const bench::PublishedRun run = OnDevice(problem, start).run(1e-3, 1000);
    EXPECT_TRUE(run.stopped);
    EXPECT_GT(run.iterations, 5);
    EXPECT_EQ(run.iterations, want.iterations);
    for (std::size_t k = 0; k < run.u.size(); ++k) ASSERT_NEAR(run.u[k], want.u.values[k], 2e-4) << k;
  }
}

TEST(PublishedAdmm, SaysWhenTheLimitComesFirst) {
  Random random(6);
  const bench::PublishedRun run = OnDevice(disk_problem(random, 16, 16), Grid(16, 16, 0.5)).run(1e-9, 7);
  EXPECT_FALSE(run.stopped);
  EXPECT_EQ(run.iterations, 7);
}

}  // namespace
}  // namespace hesscut::test
