#pragma once

#include <hesscut/image.hpp>

namespace hesscut::catalogue {

/// A tight box in photo pixels; empty where width is 0.
struct TightBox {
  int x = 0, y = 0, width = 0, height = 0;
};

/// The smallest box that holds every pixel of a one-channel image that is not 0.
[[nodiscard]] TightBox tight_box(const Image& mask);

/// How many pixels are not 0.
[[nodiscard]] int product_pixels(const Image& mask);

}  // namespace hesscut::catalogue
