#pragma once

#include <hesscut/image.hpp>

#include "host/catalogue/output/colour.hpp"
#include "host/catalogue/output/tight_box.hpp"

namespace hesscut::catalogue {

/// What a shop wants of its main images.
struct MainImage {
  bool square = false;
  double fill = 0.85;             ///< of a square's side, what the product's longer side takes: over 0, at most 1
  Rgb background = white_colour;  ///< around the product
  int side = 0;  ///< the longest that the picture's longer side may be, in pixels; 0: any (see largest_square)
};

/// Squares are no larger, whatever else is asked: a thin product of a large photo would make one of many gigabytes.
inline constexpr int largest_square = 10'000;

/// The product on a plain colour: three channels. box: the tight box of its mask; alpha: the soft mask.
/// Not square: the whole photo, shrunk where it is larger than `side`. Square: the product in the middle, to a pixel,
/// its longer side `fill` of the square's, which is as large as the photo's own pixels allow; shrunk where that is more
/// than `side`, never enlarged. What lies outside the photo is background. An empty box gives a square of nothing else.
/// Colours are blended before they are shrunk, so that none of the old background comes through.
/// Throws Error (usage) where fill is out of its range.
[[nodiscard]] Image main_image(const Image& photo, const Image& alpha, const TightBox& box, const MainImage& options);

}  // namespace hesscut::catalogue
