#pragma once

#include <hesscut/image.hpp>

#include "host/catalogue/output/tight_box.hpp"

namespace hesscut::catalogue {

/// The photo at a small size with the contour of the product on it, for people to look through many: an orange line of
/// two pixels between dark edges, which shows on any colour. Three channels; the longer side is `side`, or the photo's
/// where that is less. mask: one channel, the photo's size; box: its tight box. A product too small to have a pixel at
/// that size is shown by its box; an empty box leaves the photo bare.
[[nodiscard]] Image thumbnail(const Image& photo, const Image& mask, const TightBox& box, int side = 200);

}  // namespace hesscut::catalogue
