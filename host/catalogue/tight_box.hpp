#pragma once

#include <hesscut/image.hpp>

#include "host/catalogue/record.hpp"

namespace hesscut::catalogue {

/// The smallest box that holds every pixel of a one-channel image that is not 0.
[[nodiscard]] TightBox tight_box(const Image& mask);

/// How many pixels are not 0.
[[nodiscard]] int product_pixels(const Image& mask);

}  // namespace hesscut::catalogue
