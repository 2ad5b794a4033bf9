#pragma once

#include <hesscut/image.hpp>
#include <hesscut/prior.hpp>

namespace hesscut::evaluate {

/// The mask of a prior by itself: 255 where the map, brought to the photo's size by linear interpolation, is above one
/// half.
[[nodiscard]] Image probable_product(const Prior& prior, int width, int height);

}  // namespace hesscut::evaluate
