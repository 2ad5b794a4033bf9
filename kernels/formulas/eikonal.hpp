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

/// RCI's cost of the geodesic distance, model.md section 4.
HESSCUT_FORMULA float rci_cost(float g2, float euclidean) {
  return 1e-3F + 1000.0F * g2 + 0.1F * euclidean;
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
