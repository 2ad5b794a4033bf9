#pragma once

#include "kernels/formulas/compiler.hpp"

/// The proximal maps of the three terms, model.md section 2.2.

namespace hesscut::formulas {

/// Added to squared norms: far below anything that matters, far above the smallest float.
inline constexpr float tiny_square = 1e-30F;

/// max(0, 1 - threshold / |z|), the factor by which prox shrinks a vector z with |z|^2 = square.
HESSCUT_FORMULA float shrink_factor(float square, float threshold) {
  return maximum(0.0F, 1.0F - threshold * reciprocal_sqrt(square + tiny_square));
}

/// Into [0, 1].
HESSCUT_FORMULA float clip(float v) {
  return minimum(1.0F, maximum(0.0F, v));
}

/// prox of the region term and the bounds: clip(z_v - r / rho3). r = -inf gives 1, r = +inf gives 0: hard markers.
HESSCUT_FORMULA float prox_region(float z, float r, float inverse_rho3) {
  return clip(z - r * inverse_rho3);
}

}  // namespace hesscut::formulas
