#pragma once

#include "kernels/formulas/compiler.hpp"

/// Differences on the unit grid and their adjoints, model.md section 2.1. The caller supplies the neighbours; at a
/// reflecting border it repeats the border value of u and supplies zero differences, at a periodic one it wraps.

namespace hesscut::formulas {

inline constexpr float sqrt2 = 1.41421356237309505F;

/// D u: forward difference.
HESSCUT_FORMULA float forward(float here, float next) {
  return next - here;
}

/// u_xx = -D^T D u. The operator is symmetric: it is its own adjoint.
HESSCUT_FORMULA float second(float previous, float here, float next) {
  return (next - here) - (here - previous);
}

/// sqrt2 u_xy = sqrt2 Dx Dy u, from the two forward differences in y at x and at x + 1.
HESSCUT_FORMULA float mixed(float dy_here, float dy_right) {
  return sqrt2 * (dy_right - dy_here);
}

/// grad^T (x, y) at a pixel: Dx^T x + Dy^T y.
HESSCUT_FORMULA float gradient_adjoint(float x_left, float x_here, float y_above, float y_here) {
  return (x_left - x_here) + (y_above - y_here);
}

/// sqrt2 Dx^T Dy^T q at a pixel.
HESSCUT_FORMULA float mixed_adjoint(float left, float here, float above_left, float above) {
  return sqrt2 * ((here - left) - (above - above_left));
}

}  // namespace hesscut::formulas
