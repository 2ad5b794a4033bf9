#include "bench/table1/published_aos.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hesscut::bench {
namespace {

constexpr double first_step = 1e-2;
constexpr double last_step = 1e-3;
constexpr double step_decay = 0.9;
constexpr int decay_every = 50;
constexpr double smoothing = 1e-6;             ///< added to |grad u|^2
constexpr double penalty_width = 1e-2;         ///< of the smooth version of the exact penalty
constexpr double penalty_slope = 161.7127690;  ///< of its derivative at 0 and 1
constexpr double change_limit = 1e-4;
constexpr double flat = 0.95;  ///< of alpha: where the change is looked at

/// The derivative of the smoothed penalty max(0, |2 u - 1| - 1).
double penalty_derivative(double u) {
  const double root = std::sqrt((2 * u - 1) * (2 * u - 1) + penalty_width);
  const double n = root - 1;
  const double heaviside = 0.5 + std::atan(n / penalty_width) / std::numbers::pi;
  const double delta = penalty_width * n / (std::numbers::pi * (penalty_width * penalty_width + n * n));
  return (4 * u - 2) / root * (delta + heaviside);
}

/// Whether the penalty is linearised at u.
bool at_bound(double u) {
  return std::abs(u) <= penalty_width || std::abs(u - 1) <= penalty_width;
}

class Marching {
 public:
  Marching(const HostProblem& problem, const std::vector<float>& start)
      : height_(problem.height),
        width_(problem.width),
        g_(problem.alpha.begin(), problem.alpha.end()),
        r_(problem.r.begin(), problem.r.end()),
        u_(start.begin(), start.end()),
        damping_(u_.size()),
        right_(u_.size()),
        link_(u_.size()),
        upper_(u_.size()),
        other_(u_.size()) {
    for (const double value : r_) weight_ = std::max(weight_, std::abs(value));
  }

  /// One step; returns the relative change where the image is flat.
  double step(double tau) {
    const std::size_t pixels = u_.size();
    for (std::size_t i = 0; i < pixels; ++i) {
      const double bend = at_bound(u_[i]) ? penalty_slope : 0;
      const double damping = 1 / (1 + tau * weight_ * bend);
      right_[i] = u_[i] - damping * tau * (r_[i] + weight_ * penalty_derivative(u_[i]));
      damping_[i] = 2 * tau * damping;
    }
    other_ = right_;
    const auto width = static_cast<std::size_t>(width_);
    link_columns();
    solve_lines({height_, width_, width, 1}, damping_, link_, right_, upper_);
    link_rows();
    solve_lines({width_, height_, 1, width}, damping_, link_, other_, upper_);
    double change = 0;
    double size = 0;
    for (std::size_t i = 0; i < pixels; ++i) {
      const double next = 0.5 * (right_[i] + other_[i]);
      if (g_[i] > flat) {
        change += (next - u_[i]) * (next - u_[i]);
        size += u_[i] * u_[i];
      }
      u_[i] = next;
    }
    return std::sqrt(change / size);
  }

  [[nodiscard]] const std::vector<double>& u() const { return u_; }

 private:
  /// Diffusivity g / |grad u| between a pixel and the next one down, by the difference across and the central one
  /// along.
  void link_columns() {
    for (int y = 0; y + 1 < height_; ++y) {
      for (int x = 0; x < width_; ++x) {
        link_[at(y, x)] =
            diffusivity(y, x, u_[at(y + 1, x)], u_[at(y, std::min(x + 1, width_ - 1))], u_[at(y, std::max(x - 1, 0))]);
      }
    }
  }
  void link_rows() {
    for (int y = 0; y < height_; ++y) {
      for (int x = 0; x + 1 < width_; ++x) {
        link_[at(y, x)] =
            diffusivity(y, x, u_[at(y, x + 1)], u_[at(std::min(y + 1, height_ - 1), x)], u_[at(std::max(y - 1, 0), x)]);
      }
    }
  }
  [[nodiscard]] double diffusivity(int y, int x, double next, double after, double before) const {
    const double across = next - u_[at(y, x)];
    const double along = 0.5 * (after - before);
    return g_[at(y, x)] / std::sqrt(across * across + along * along + smoothing);
  }
  [[nodiscard]] std::size_t at(int y, int x) const { return static_cast<std::size_t>(y) * width_ + x; }

  int height_, width_;
  std::vector<double> g_, r_, u_;
  double weight_ = 0;  ///< of the penalty: the largest |r|, twice the least that makes it exact
  std::vector<double> damping_, right_, link_, upper_, other_;
};

}  // namespace

void solve_lines(const Lines& lines, const std::vector<double>& factor, const std::vector<double>& link,
                 std::vector<double>& values, std::vector<double>& upper) {
  const auto eliminate = [&](int i, std::size_t here) {
    const std::size_t last = here - lines.stride;
    const double ahead = i + 1 < lines.length ? factor[here] * link[here] : 0;
    const double behind = i > 0 ? factor[here] * link[last] : 0;
    const double inverse = 1 / (1 + ahead + behind - (i > 0 ? behind * upper[last] : 0));
    upper[here] = ahead * inverse;
    values[here] = (values[here] + (i > 0 ? behind * values[last] : 0)) * inverse;
  };
  const auto substitute = [&](int i, std::size_t here) {
    if (i + 1 < lines.length) values[here] += upper[here] * values[here + lines.stride];
  };
  if (lines.stride < lines.step) {  // one line after the other, else side by side: as they lie in memory
    for (int j = 0; j < lines.count; ++j) {
      for (int i = 0; i < lines.length; ++i) eliminate(i, i * lines.stride + j * lines.step);
      for (int i = lines.length - 1; i >= 0; --i) substitute(i, i * lines.stride + j * lines.step);
    }
    return;
  }
  for (int i = 0; i < lines.length; ++i) {
    for (int j = 0; j < lines.count; ++j) eliminate(i, i * lines.stride + j * lines.step);
  }
  for (int i = lines.length - 1; i >= 0; --i) {
    for (int j = 0; j < lines.count; ++j) substitute(i, i * lines.stride + j * lines.step);
  }
}

PublishedRun run_published_aos(const HostProblem& problem, const std::vector<float>& start, int limit) {
  Marching marching(problem, start);
  double tau = first_step;
  PublishedRun run;
  while (run.iterations < limit && !run.stopped) {
    ++run.iterations;
    if (run.iterations % decay_every == 0) tau = std::max(last_step, step_decay * tau);
    run.stopped = marching.step(tau) < change_limit;
  }
  run.u.assign(marching.u().begin(), marching.u().end());
  return run;
}

}  // namespace hesscut::bench
