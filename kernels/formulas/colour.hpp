#pragma once

#include "kernels/formulas/compiler.hpp"

/// sRGB (IEC 61966-2-1) to CIELAB (D65, CIE 15) and to luma (Rec. 601).

namespace hesscut::formulas {

struct Lab {
  float l, a, b;  ///< divided by 100
};

HESSCUT_FORMULA float srgb_to_linear(float v) {
  return v <= 0.04045F ? v / 12.92F : std::pow((v + 0.055F) / 1.055F, 2.4F);
}

HESSCUT_FORMULA float lab_curve(float t) {
  const float root = cube_root(maximum(t, 0.008856451679F));  // computed for both sides: no branch in vector code
  return t > 0.008856451679F ? root : 7.787037037F * t + 4.0F / 29.0F;
}

/// From linear red, green, blue in [0, 1].
HESSCUT_FORMULA Lab lab_from_linear(float r, float g, float b) {
  const float fx = lab_curve((0.412453F * r + 0.357580F * g + 0.180423F * b) / 0.950456F);
  const float fy = lab_curve(0.212671F * r + 0.715160F * g + 0.072169F * b);
  const float fz = lab_curve((0.019334F * r + 0.119193F * g + 0.950227F * b) / 1.088754F);
  return {1.16F * fy - 0.16F, 5.0F * (fx - fy), 2.0F * (fy - fz)};
}

/// From 0..255 samples, in [0, 1].
HESSCUT_FORMULA float luma(float r, float g, float b) {
  return (0.298936021F * r + 0.587043074F * g + 0.114020904F * b) / 255.0F;
}

}  // namespace hesscut::formulas
