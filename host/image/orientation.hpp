#pragma once

#include <hesscut/image.hpp>

namespace hesscut::image {

/// The image as it is meant to be looked at. orientation: the value of the EXIF tag, 1..8, where 1 is upright already.
[[nodiscard]] Image upright(Image image, int orientation);

}  // namespace hesscut::image
