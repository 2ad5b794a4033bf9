#pragma once

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>

#include "tools/hesscut/evaluate/peer.hpp"

namespace hesscut::evaluate {

inline constexpr int grabcut_iterations = 5;

/// cv::grabCut as a peer, on the same grid and from the same marked pixels as Hesscut: the photo is scaled by area
/// averages to the grid that Hesscut would solve on, unmarked pixels are probable background, a box
/// alone is GC_INIT_WITH_RECT, and the mask is scaled back linearly and cut at one half. One thread, seeded.
/// Throws Error (input) where grabCut has nothing to start from.
[[nodiscard]] PeerResult grabcut(const ImageView& photo, const Markers& markers, int working_side);

}  // namespace hesscut::evaluate
