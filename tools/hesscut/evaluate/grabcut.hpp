#pragma once

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>

namespace hesscut::evaluate {

inline constexpr int grabcut_iterations = 5;

struct GrabcutResult {
  Image mask;     ///< one channel, the photo's size, 0 or 255
  double ms = 0;  ///< wall-clock, markers to mask, resizing included
};

/// cv::grabCut as a peer, on the same grid and from the same marked pixels as Hesscut: the photo is scaled by area
/// averages to the grid that Hesscut would solve on, unmarked pixels are probable background, a box
/// alone is GC_INIT_WITH_RECT, and the mask is scaled back linearly and cut at one half. One thread, seeded.
/// Throws Error (input) where grabCut has nothing to start from.
[[nodiscard]] GrabcutResult grabcut(const ImageView& photo, const Markers& markers, int working_side);

}  // namespace hesscut::evaluate
