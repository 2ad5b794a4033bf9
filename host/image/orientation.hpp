#pragma once

#include <hesscut/image.hpp>

#include "host/image/codec.hpp"

namespace hesscut::image {

/// The image as it is meant to be looked at. orientation: the value of the EXIF tag, 1..8, where 1 is upright already.
[[nodiscard]] Image upright(Image image, int orientation);

/// The size that upright() makes of this one.
[[nodiscard]] PhotoSize upright(PhotoSize size, int orientation);

}  // namespace hesscut::image
