#include "bench/table1/published_admm.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "kernels/formulas/duality.hpp"
#include "kernels/formulas/splitting.hpp"

namespace hesscut::bench {
namespace {

using namespace formulas;

constexpr float rho1 = 1;
constexpr float rho2 = 2;
constexpr float rho3 = 10;

/// Six fields of floats, or what is derived from them.
using Fields = std::array<std::vector<float>, 6>;

class Residual {
 public:
  Residual(kernels::Operations& queue, const kernels::Problem& problem) : queue_(queue) {
    const auto get = [&](kernels::ConstFloatField field) { return download(field); };
    alpha_ = get(problem.alpha);
    beta_ = get(problem.beta);
    r_ = get(problem.r);
  }

  /// z - prox z: the multipliers over their penalties.
  [[nodiscard]] Fields multipliers(const kernels::State& state) {
    Fields z;
    const kernels::FloatField fields[] = {state.px, state.py, state.qxx, state.qyy, state.qxy, state.v};
    for (int k = 0; k < 6; ++k) z[k] = download(fields[k]);
    for (std::size_t i = 0; i < r_.size(); ++i) {
      const float keep_p = 1 - shrink_factor(square(FirstOrder{z[0][i], z[1][i]}), alpha_[i] / rho1);
      const float keep_q = 1 - shrink_factor(square(SecondOrder{z[2][i], z[3][i], z[4][i]}), beta_[i] / rho2);
      for (int k = 0; k < 2; ++k) z[k][i] *= keep_p;
      for (int k = 2; k < 5; ++k) z[k][i] *= keep_q;
      z[5][i] -= prox_region(z[5][i], r_[i], 1 / rho3);
    }
    return z;
  }

 private:
  [[nodiscard]] std::vector<float> download(kernels::ConstFloatField field) {
    std::vector<float> values(field.shape.count());
    queue_.download(values.data(), field.data, values.size() * sizeof(float));
    queue_.synchronize();
    return values;
  }

  kernels::Operations& queue_;
  std::vector<float> alpha_, beta_, r_;
};

/// The largest of the three means over the pixels of the components' distances |a - b|.
double largest_mean(const Fields& a, const Fields& b) {
  double sums[3] = {};
  const std::size_t pixels = a[0].size();
  for (std::size_t i = 0; i < pixels; ++i) {
    const auto d = [&](int k) { return std::abs(static_cast<double>(a[k][i]) - b[k][i]); };
    sums[0] += d(0) + d(1);
    sums[1] += d(2) + d(3) + std::numbers::sqrt2 * d(4);  // u_xy and u_yx; sqrt2 u_xy is stored
    sums[2] += d(5);
  }
  return *std::ranges::max_element(sums) / static_cast<double>(pixels);
}

}  // namespace

PublishedRun run_published_admm(kernels::Operations& queue, solver::Solver& solver, const kernels::Problem& problem,
                                kernels::FloatField start, double tolerance, int limit) {
  solver::Options one_step{.rho1 = rho1,
                           .rho2 = rho2,
                           .rho3 = rho3,
                           .gamma = 1,
                           .tolerance = -1,
                           .max_iterations = 1,
                           .first_check = 1,
                           .check_every = {}};
  std::vector<solver::ImageReport> reports(1);
  Residual residual(queue, problem);
  Fields before;
  PublishedRun run;
  solver.start_from(start);
  while (run.iterations < limit && !run.stopped) {
    solver.solve(problem, one_step, reports);
    ++run.iterations;
    Fields now = residual.multipliers(solver.state());
    run.stopped = run.iterations > 1 && largest_mean(now, before) < tolerance;
    before = std::move(now);
  }
  run.u.resize(problem.r.shape.count());
  solver.relaxed(problem, start);
  queue.download(run.u.data(), start.data, run.u.size() * sizeof(float));
  queue.synchronize();
  return run;
}

}  // namespace hesscut::bench
