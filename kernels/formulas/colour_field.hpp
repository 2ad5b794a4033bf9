#pragma once

#include "kernels/formulas/compiler.hpp"

namespace hesscut::formulas {

/// c0 + c1 x + c2 y + c3 x^2 + c4 y^2 + c5 xy
HESSCUT_FORMULA float quadratic_field(const float* c, float x, float y) {
  return c[0] + x * (c[1] + c[3] * x + c[5] * y) + y * (c[2] + c[4] * y);
}

/// Coordinate of the field at pixel i of `size`.
HESSCUT_FORMULA float field_coordinate(int i, int size) {
  return static_cast<float>(i) / static_cast<float>(size) - 0.5F;
}

/// Distance of a colour to the fields of L, a and b at (x, y); c: their coefficients, six each.
HESSCUT_FORMULA float distance_to_field(float l, float a, float b, const float* c, float x, float y) {
  const float dl = l - quadratic_field(c, x, y);
  const float da = a - quadratic_field(c + 6, x, y);
  const float db = b - quadratic_field(c + 12, x, y);
  return std::sqrt(dl * dl + da * da + db * db);
}

/// (s^2 - d^2) / (s^2 + d^2): 1 at distance 0, 0 at distance s, -1 far away.
HESSCUT_FORMULA float nearness(float d2, float s2) {
  return (s2 - d2) / (s2 + d2 + 1e-12F);
}

}  // namespace hesscut::formulas
