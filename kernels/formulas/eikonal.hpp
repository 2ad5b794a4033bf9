#pragma once

#include "kernels/formulas/compiler.hpp"

namespace hesscut::formulas {

/// First-order upwind (Godunov) solution of |grad T| = f at a pixel, a and b the smaller neighbours in x and in y
/// (infinite ones are allowed), model.md section 4.
HESSCUT_FORMULA float eikonal_update(float a, float b, float f) {
  const float difference = a - b;
  if (!(std::fabs(difference) < f)) return minimum(a, b) + f;
  return 0.5F * (a + b + std::sqrt(2.0F * f * f - difference * difference));
}

/// A distance counts as fallen when it falls by more than this part of itself: below is rounding.
inline constexpr float negligible_fall = 1e-6F;

HESSCUT_FORMULA bool falls(float from, float to) {
  return to < from - negligible_fall * from || (std::isinf(from) && !std::isinf(to));
}

/// What distances are multiplied by so that their maximum becomes 1.
HESSCUT_FORMULA float reciprocal_of_maximum(float largest) {
  return largest > 0.0F ? 1.0F / largest : 0.0F;
}
/// An unknown distance says nothing: 0.
HESSCUT_FORMULA float scaled_distance(float distance, float factor) {
  return std::isinf(distance) ? 0.0F : distance * factor;
}

/// RCI's cost of the geodesic distance, model.md section 4.
HESSCUT_FORMULA float rci_cost(float g2, float euclidean) {
  return 1e-3F + 1000.0F * g2 + 0.1F * euclidean;
}

/// Cost of the gradients of the likelihood and of the colour.
HESSCUT_FORMULA float likelihood_cost(float likelihood_g2, float colour_g2, float floor, float likelihood_weight,
                                      float colour_weight) {
  return floor + likelihood_weight * std::sqrt(likelihood_g2) + colour_weight * std::sqrt(colour_g2);
}

/// (D_F - D_B) / (D_F + D_B); 0 where both are 0 or one is unknown.
HESSCUT_FORMULA float two_sided(float to_foreground, float to_background) {
  const float sum = to_foreground + to_background;
  return sum > 0.0F && !std::isinf(sum) ? (to_foreground - to_background) / sum : 0.0F;
}

/// RCI's anti-marker term for a distance in [0, 1].
HESSCUT_FORMULA float anti_marker(float distance) {
  const float floor = std::exp(-200.0F);
  return (std::exp(-200.0F * distance) - floor) / (1.0F - floor);
}

}  // namespace hesscut::formulas
