#pragma once

#include "kernels/formulas/compiler.hpp"
#include "kernels/formulas/shrinkage.hpp"

/// Pixel terms of the duality gap, model.md section 2.4. Each is >= 0 in exact arithmetic; rounding is cut off at 0, so
/// that a certificate can only be too cautious.

namespace hesscut::formulas {

/// Factor m with y = m z, y = rho (z - prox z): the projection of rho z onto the ball of radius `weight`, kept inside
/// it by more than the reciprocal root can err.
HESSCUT_FORMULA float multiplier_factor(float square, float weight, float rho) {
  constexpr float inside = 1.0F - 4e-7F;
  return minimum(rho, inside * weight * reciprocal_sqrt(square + tiny_square));
}

/// weight |Ku| - y . Ku
HESSCUT_FORMULA float regulariser_gap(float weighted_norm, float inner_product) {
  return maximum(0.0F, weighted_norm - inner_product);
}

/// max(d, 0) (u - l) + max(-d, 0) (h - u) for u in [l, h].
HESSCUT_FORMULA float region_gap(float d, float u, float lower, float upper) {
  return d > 0.0F ? d * (u - lower) : -d * (upper - u);
}

/// The hard markers in r.
HESSCUT_FORMULA bool is_fixed(float r) {
  return std::isinf(r);
}
HESSCUT_FORMULA float lower_bound(float r) {
  return std::isinf(r) && r < 0.0F ? 1.0F : 0.0F;
}
HESSCUT_FORMULA float upper_bound(float r) {
  return std::isinf(r) && r > 0.0F ? 0.0F : 1.0F;
}
HESSCUT_FORMULA float free_region(float r) {
  return std::isinf(r) ? 0.0F : r;
}

/// What is delivered of u, and certified: u within its bounds, to the nearest 2^-16. Below that is the noise of a
/// float32 transform, and second differences of a whole image add it up (docs/decisions/0009). Floats in [128, 256) are
/// just so far apart.
HESSCUT_FORMULA float delivered(float u, float r) {
  constexpr float coarse = 128.0F;
  return (minimum(upper_bound(r), maximum(lower_bound(r), u)) + coarse) - coarse;
}

}  // namespace hesscut::formulas
