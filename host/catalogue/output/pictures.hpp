#pragma once

#include <hesscut/image.hpp>

#include "host/catalogue/output/colour.hpp"
#include "host/catalogue/output/tight_box.hpp"

namespace hesscut::catalogue {

/// Red green blue alpha: the photo's colours with the soft alpha. Where nothing of the product is left the colour is
/// white, which no viewer shows and which keeps the file small.
[[nodiscard]] Image transparent_cutout(const Image& photo, const Image& alpha);

/// The product on a plain colour, by the soft alpha; blended on the stored values, rounded to nearest.
[[nodiscard]] Image on_colour(const Image& photo, const Image& alpha, Rgb background);
[[nodiscard]] Image on_white(const Image& photo, const Image& alpha);

/// The same of a part of the photo: columns [box.x, box.x + box.width), rows likewise, all within the photo.
[[nodiscard]] Image on_colour(const Image& photo, const Image& alpha, Rgb background, const TightBox& box);

/// The part of the photo that the box and a margin hold. margin: a share of the box's longer side, at least 0; it ends
/// at the photo's border. An empty box gives the whole photo.
[[nodiscard]] Image crop(const Image& photo, const TightBox& box, double margin);

}  // namespace hesscut::catalogue
