#include "host/segment/weights.hpp"

namespace hesscut::segment {

namespace {

constexpr double smoothing = 1.0;           ///< pixels, of photos before their gradients are taken
constexpr double reference_share = 0.9;     ///< edges are strong relative to this quantile of the gradient
constexpr double second_order_ratio = 0.5;  ///< beta / alpha of the edge weights

}  // namespace

void measure_colour_gradient(kernels::Operations& queue, Level& level) {
  const kernels::Planes<float> lab = level.lab();
  bool accumulate = false;
  for (const kernels::FloatField& plane : {lab.l, lab.a, lab.b}) {
    queue.gaussian_blur(plane, level.scratch(0), smoothing);
    queue.gradient_square(level.scratch(0), level.colour_g2(), 1.0F, accumulate);
    accumulate = true;
  }
}

void estimate_weights(kernels::Operations& queue, const Parameters& parameters, Level& finest) {
  const kernels::Problem problem = finest.problem();
  const auto alpha = static_cast<float>(parameters.alpha);
  const auto beta = static_cast<float>(parameters.beta);
  switch (parameters.weights) {
    case Weights::edge:
      queue.quantile(finest.colour_g2(), reference_share, finest.per_image());
      queue.edge_function_weights(finest.colour_g2(), finest.per_image(),
                                  {.alpha_factor = alpha, .beta_factor = static_cast<float>(second_order_ratio) * beta},
                                  problem.alpha, problem.beta);
      return;
    case Weights::yzd:
      queue.yzd_weights(finest.grey(), parameters.boundary, alpha, beta, problem.alpha, problem.beta);
      return;
    case Weights::rci:
      queue.gaussian_blur(finest.grey(), finest.scratch(0), smoothing);
      queue.gradient_square(finest.scratch(0), finest.scratch(1), 1.0F, false);
      queue.rci_weights(finest.scratch(1), alpha, problem.alpha);
      queue.rci_weights(finest.scratch(1), beta, problem.beta);
      return;
    case Weights::constant:
      queue.fill(problem.alpha, alpha);
      queue.fill(problem.beta, beta);
      return;
  }
}

void restrict_photo(kernels::Operations& queue, Level& fine, Level& coarse) {
  const kernels::Planes<float> from = fine.lab();
  const kernels::Planes<float> to = coarse.lab();
  queue.restrict_by_two(from.l, 1.0F, to.l);
  queue.restrict_by_two(from.a, 1.0F, to.a);
  queue.restrict_by_two(from.b, 1.0F, to.b);
  queue.restrict_by_two(fine.grey(), 1.0F, coarse.grey());
  queue.restrict_by_two(fine.problem().alpha, 0.5F, coarse.problem().alpha);
  queue.restrict_by_two(fine.problem().beta, 0.25F, coarse.problem().beta);
  measure_colour_gradient(queue, coarse);
}

}  // namespace hesscut::segment
