#pragma once

#include <hesscut/image.hpp>
#include <hesscut/result.hpp>

namespace hesscut::catalogue {

/// The picture to check a cut-out by: the photo with the product tinted blue and outlined in orange (2 pixels, more on
/// photos over 1024 pixels), what was taken as known to be product in green and as background in red.
[[nodiscard]] Image draw_overlay(const Image& photo, const Cutout& cutout);

}  // namespace hesscut::catalogue
