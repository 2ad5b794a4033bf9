#pragma once

#include <array>

#include "host/segment/level.hpp"

namespace hesscut::segment {

/// A quadratic colour field through the photo's border: 3 x 6 coefficients, see Operations::border_distance.
struct BorderField {
  std::array<float, 18> coefficients{};
  float spread = 0;  ///< distance in CIELAB / 100 up to which a colour counts as background
};

/// Fits the field to a frame of `frame` pixels, robustly (least absolute deviations by reweighting): an object that
/// touches the border does not bend it. l, a, b: height x width planes.
[[nodiscard]] BorderField fit_border_field(const float* l, const float* a, const float* b, int height, int width,
                                           int frame);

/// Fits the fields of a whole batch: level.border_coefficients() and, as spread, level.per_image().
void fit_border_fields(kernels::Operations& queue, Level& level);

}  // namespace hesscut::segment
