#pragma once

#include "kernels/formulas/compiler.hpp"

namespace hesscut::formulas {

/// c0 + c1 x + c2 y + c3 x^2 + c4 y^2 + c5 xy
HESSCUT_FORMULA float quadratic_field(const float* c, float x, float y) {
  return c[0] + x * (c[1] + c[3] * x + c[5] * y) + y * (c[2] + c[4] * y);
}

/// (s^2 - d^2) / (s^2 + d^2): 1 at distance 0, 0 at distance s, -1 far away.
HESSCUT_FORMULA float nearness(float d2, float s2) {
  return (s2 - d2) / (s2 + d2 + 1e-12F);
}

}  // namespace hesscut::formulas
