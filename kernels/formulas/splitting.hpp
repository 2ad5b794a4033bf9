#pragma once

#include "kernels/formulas/differences.hpp"
#include "kernels/formulas/shrinkage.hpp"

/// What an iteration of the ADMM does to the state of one pixel, model.md section 2.2, part by part: the state z is
/// stepped, to z + gamma (K u - prox z), and then reflected, to rho (2 prox z - z). threshold: weight / rho.

namespace hesscut::formulas {

struct FirstOrder {
  float x, y;
};
struct SecondOrder {
  float xx, yy, xy;
};

HESSCUT_FORMULA float square(const FirstOrder& z) {
  return z.x * z.x + z.y * z.y;
}
HESSCUT_FORMULA float square(const SecondOrder& z) {
  return z.xx * z.xx + z.yy * z.yy + z.xy * z.xy;
}

HESSCUT_FORMULA float stepped(float z, float ku, float gamma, float keep) {
  return z + gamma * ku - keep * z;
}
HESSCUT_FORMULA FirstOrder stepped(const FirstOrder& z, const FirstOrder& ku, float threshold, float gamma) {
  const float keep = gamma * shrink_factor(square(z), threshold);
  return {stepped(z.x, ku.x, gamma, keep), stepped(z.y, ku.y, gamma, keep)};
}
HESSCUT_FORMULA SecondOrder stepped(const SecondOrder& z, const SecondOrder& ku, float threshold, float gamma) {
  const float keep = gamma * shrink_factor(square(z), threshold);
  return {stepped(z.xx, ku.xx, gamma, keep), stepped(z.yy, ku.yy, gamma, keep), stepped(z.xy, ku.xy, gamma, keep)};
}

HESSCUT_FORMULA FirstOrder reflected(const FirstOrder& z, float threshold, float rho) {
  const float factor = rho * (2.0F * shrink_factor(square(z), threshold) - 1.0F);
  return {factor * z.x, factor * z.y};
}
HESSCUT_FORMULA SecondOrder reflected(const SecondOrder& z, float threshold, float rho) {
  const float factor = rho * (2.0F * shrink_factor(square(z), threshold) - 1.0F);
  return {factor * z.xx, factor * z.yy, factor * z.xy};
}

HESSCUT_FORMULA float stepped_region(float z, float u, float r, float inverse_rho3, float gamma) {
  return z + gamma * (u - prox_region(z, r, inverse_rho3));
}
HESSCUT_FORMULA float reflected_region(float z, float r, float inverse_rho3, float rho3) {
  return rho3 * (2.0F * prox_region(z, r, inverse_rho3) - z);
}

}  // namespace hesscut::formulas
