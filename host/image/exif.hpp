#pragma once

#include "host/image/bytes.hpp"

namespace hesscut::image {

/// The orientation, 1..8, that an EXIF block states, with or without its leading "Exif\0\0". 1 where the block is
/// damaged or states none: a photo is not refused for its notes.
[[nodiscard]] int exif_orientation(ByteSpan block);

}  // namespace hesscut::image
