#include "host/solver/solver.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <functional>
#include <utility>

// The loop, and what each step moves in floats per pixel (kernels/ledger.hpp; a test compares):
//
// - admm_sweep: z += gamma (K u - prox z), rhs = K^T rho (2 prox z - z). R u 1, z 6, alpha beta r 3; W z 6, rhs 1.
// - spectral_solve: (rho1 s + rho2 s^2 + rho3) u = rhs. Beside its FFT pair R spectrum 1; W spectrum 1.
// - certificate: every few iterations, energies and gap. R u 1, z 5, alpha beta r 3.
//
// An iteration moves 19 floats beside its FFT pair, and 9 more where a certificate follows.

namespace hesscut::solver {

using kernels::CertificateSums;
using kernels::Penalties;
using kernels::Problem;
using kernels::RegionScale;

namespace {

/// The least mean |r| that gaps are taken relative to: below it single precision could not certify 1e-3.
constexpr double vanishing_region = 1e-4;

/// Iterations from `iteration` to the next certificate. One costs about half as much as an iteration: the more have
/// passed, the less it matters to stop as soon as possible.
int steps_to_check(const Options& options, int iteration) {
  if (iteration == 0) return std::max(1, options.first_check);
  if (options.check_every) return std::max(1, *options.check_every);
  return std::clamp(static_cast<int>(std::bit_floor(static_cast<unsigned>(iteration) / 4U)), 2, 8);
}

std::uintptr_t next_serial() {
  static std::atomic<std::uintptr_t> serial{0};
  return ++serial;
}

}  // namespace

double ImageReport::relative_gap() const {
  return sums.gap / scale;
}

double ImageReport::mask_certificate() const {
  return (sums.mask_energy - (sums.energy - sums.gap)) / scale;
}

Solver::Solver(device::Device& device, kernels::Operations& queue, const kernels::Shape& largest, Boundary boundary)
    : queue_(queue),
      serial_(next_serial()),
      boundary_(boundary),
      plan_(queue.make_spectral_plan(largest, boundary)),
      px_(device, largest),
      py_(device, largest),
      qxx_(device, largest),
      qyy_(device, largest),
      qxy_(device, largest),
      v_(device, largest),
      u_(device, largest),
      rhs_(device, largest),
      penalties_(device, largest.batch),
      sums_(device, largest.batch),
      scales_(device, largest.batch),
      host_penalties_(largest.batch),
      host_sums_(largest.batch),
      host_scales_(largest.batch),
      image_at_(largest.batch) {
  queue.reserve(largest);
}

kernels::State Solver::state() const {
  return {px_.field(batch_),  py_.field(batch_),  qxx_.field(batch_),
          qyy_.field(batch_), qxy_.field(batch_), v_.field(batch_)};
}

void Solver::start_from(kernels::ConstFloatField u) {
  batch_ = u.shape.batch;
  queue_.to_transform_order(u, boundary_, this->u());
  start_ = Start::from_u;
}

void Solver::start_from(Solver& coarse, const Problem& coarse_problem) {
  batch_ = coarse.batch_;
  // rhs is free between solves: it holds the relaxed solution of either grid in natural order.
  const kernels::FloatField coarse_u = coarse.rhs_.field(batch_);
  coarse.relaxed(coarse_problem, coarse_u);
  queue_.prolong_by_two(coarse_u, 1.0F, rhs_.field(batch_));
  queue_.to_transform_order(rhs_.field(batch_), boundary_, u());

  // On the grid of half the size gradients are twice, second differences four times as large, and the weights half and
  // a quarter: multipliers, bounded by the weights, grow by the same factors on the way back.
  const kernels::State from = coarse.state();
  const kernels::State to = state();
  queue_.multipliers(coarse_problem, coarse.penalties(), from);
  queue_.prolong_by_two(from.px, 2.0F, to.px);
  queue_.prolong_by_two(from.py, 2.0F, to.py);
  queue_.prolong_by_two(from.qxx, 4.0F, to.qxx);
  queue_.prolong_by_two(from.qyy, 4.0F, to.qyy);
  queue_.prolong_by_two(from.qxy, 4.0F, to.qxy);
  queue_.prolong_by_two(from.v, 1.0F, to.v);
  start_ = Start::from_multipliers;
  coarse.start_ = Start::from_multipliers;
}

void Solver::solve(const Problem& problem, const Options& options, std::span<ImageReport> reports) {
  begin(problem, options, reports);
  int iteration = 0;
  int active = batch_;
  while (active > 0) {
    const int steps = std::min(steps_to_check(options, iteration), options.max_iterations - iteration);
    iterate(problem, active, steps);
    iteration += steps;
    certify(problem, active, options.threshold);
    active = retire(problem, options, active, iteration, reports);
  }
  restore_order(problem);
  start_ = Start::warm;
}

void Solver::begin(const Problem& problem, const Options& options, std::span<ImageReport> reports) {
  batch_ = problem.r.shape.batch;
  for (int i = 0; i < batch_; ++i) image_at_[i] = i;
  queue_.region_scale(problem.r, scales_.data());
  queue_.download(host_scales_.data(), scales_.data(), batch_ * sizeof(RegionScale));
  queue_.synchronize();
  if (start_ != Start::warm) start(options);
  for (int i = 0; i < batch_; ++i) {
    const double least = vanishing_region * static_cast<double>(problem.r.shape.pixels());
    reports[i] = {};
    reports[i].scale = std::max(host_scales_[i].sum_abs, least);
    reports[i].penalties = host_penalties_[i];
  }
}

void Solver::start(const Options& options) {
  for (int i = 0; i < batch_; ++i) {
    const RegionScale& scale = host_scales_[i];
    const double mean = scale.free_pixels > 0 ? scale.sum_abs / scale.free_pixels : 0.0;
    host_penalties_[i] = {static_cast<float>(options.rho1), static_cast<float>(options.rho2),
                          static_cast<float>(options.rho3.value_or(std::clamp(mean, 0.3, 3.0))),
                          static_cast<float>(options.gamma)};
  }
  queue_.upload(penalties_.data(), host_penalties_.data(), batch_ * sizeof(Penalties));
  const kernels::State z = state();
  if (start_ == Start::from_u) {
    for (const kernels::FloatField& field : {z.px, z.py, z.qxx, z.qyy, z.qxy, z.v}) queue_.fill(field, 0.0F);
  }
  queue_.start_state(u(), boundary_, penalties_.data(), z);
}

void Solver::iterate(const Problem& problem, int active, int iterations) {
  const Problem front = problem.first(active);
  const kernels::State z = state().first(active);
  const kernels::FloatField u = u_.field(active);
  const kernels::FloatField rhs = rhs_.field(active);
  const auto block = [&] {
    for (int i = 0; i < iterations; ++i) {
      queue_.admm_sweep(front, boundary_, penalties_.data(), u, z, rhs);
      queue_.spectral_solve(*plan_, penalties_.data(), rhs, u);
    }
  };
  const std::array<std::uintptr_t, 6> key = {serial_,
                                             reinterpret_cast<std::uintptr_t>(problem.alpha.data),
                                             reinterpret_cast<std::uintptr_t>(problem.beta.data),
                                             reinterpret_cast<std::uintptr_t>(problem.r.data),
                                             static_cast<std::uintptr_t>(active),
                                             static_cast<std::uintptr_t>(iterations)};
  queue_.replay(key, std::cref(block));  // a reference, for a copy would have to be allocated
}

void Solver::certify(const Problem& problem, int active, float threshold) {
  queue_.certificate(problem.first(active), boundary_, penalties_.data(), u_.field(active), state().first(active),
                     threshold, sums_.data());
  queue_.download(host_sums_.data(), sums_.data(), active * sizeof(CertificateSums));
  queue_.synchronize();
}

int Solver::retire(const Problem& problem, const Options& options, int active, int iteration,
                   std::span<ImageReport> reports) {
  for (int place = active - 1; place >= 0; --place) {
    ImageReport& report = reports[image_at_[place]];
    report.sums = host_sums_[place];
    report.iterations = iteration;
    report.converged = report.relative_gap() <= options.tolerance;
    if (report.converged || iteration >= options.max_iterations) exchange(problem, place, --active);
  }
  return active;
}

void Solver::exchange(const Problem& problem, int i, int j) {
  if (i == j) return;
  const kernels::State z = state();
  for (const kernels::FloatField& field :
       {problem.alpha, problem.beta, problem.r, z.px, z.py, z.qxx, z.qyy, z.qxy, z.v, u()}) {
    queue_.swap_images(field, i, j);
  }
  std::swap(host_sums_[i], host_sums_[j]);
  std::swap(host_penalties_[i], host_penalties_[j]);
  std::swap(image_at_[i], image_at_[j]);
  queue_.upload(penalties_.data(), host_penalties_.data(), batch_ * sizeof(Penalties));
}

void Solver::restore_order(const Problem& problem) {
  for (int i = 0; i < batch_; ++i) {
    while (image_at_[i] != i) exchange(problem, i, image_at_[i]);
  }
}

void Solver::relaxed(const Problem& problem, kernels::FloatField out) {
  queue_.relaxed_mask(u(), problem.r, boundary_, out);
}

}  // namespace hesscut::solver
