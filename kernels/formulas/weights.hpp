#pragma once

#include "kernels/formulas/compiler.hpp"

/// Edge weights from squared gradients, model.md section 3.

namespace hesscut::formulas {

HESSCUT_FORMULA float edge_function(float g2, float g2_reference, float sharpness) {
  return 1.0F / (1.0F + sharpness * g2 / (g2_reference + 1e-9F));
}

/// YZD work on the 0..255 grey image with a grid step of 5.
inline constexpr float yzd_step = 5.0F;

HESSCUT_FORMULA float yzd_beta(float dx, float dy) {  // differences of z in [0, 1]
  const float gx = 255.0F * dx / yzd_step;
  const float gy = 255.0F * dy / yzd_step;
  return 1.0F / std::sqrt(1.0F + gx * gx + gy * gy);
}

HESSCUT_FORMULA float yzd_alpha(float beta_dx, float beta_dy) {
  return std::sqrt(beta_dx * beta_dx + beta_dy * beta_dy) / yzd_step;
}

HESSCUT_FORMULA float rci_edge(float g2) {
  return 1.0F / (1.0F + 10.0F * g2);
}

}  // namespace hesscut::formulas
