#pragma once

#include "tools/hesscut/evaluate/peer.hpp"

namespace hesscut::evaluate {

/// cv::watershed as a peer, on the same grid and from the same marked pixels as Hesscut: background and foreground
/// markers are the basins, unmarked pixels are flooded, and the lines where floods meet (the value -1) are background,
/// as in OpenCV's own examples. Of a box alone the middle, half as wide and half as high, is taken for product: a
/// watershed needs a basin on both sides. The mask is scaled back linearly and cut at one half.
/// Throws Error (input) where a basin is missing.
[[nodiscard]] PeerResult watershed(const ImageView& photo, const Markers& markers, int working_side);

}  // namespace hesscut::evaluate
