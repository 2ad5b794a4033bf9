#pragma once

#include <vector>

#include <hesscut/image.hpp>

#include "host/segment/level.hpp"

namespace hesscut::segment {

/// Markers for photos of which nothing is known (docs/model.md, section 6): the border is background; distance from the
/// border, colour distance from the border's field and nearness to the centre together name a first foreground.
struct AutomaticMarkers {
  Image known;               ///< the frame as background, the rest unmarked
  Image first;               ///< frame and least salient pixels as background, the most salient component as foreground
  std::vector<float> prior;  ///< height x width in [-1, 1], negative where a product is likely by its place
};

/// For every image of the level, whose colours are on the device; overwrites its scratch fields, seeds and data.
[[nodiscard]] std::vector<AutomaticMarkers> find_automatic_markers(kernels::Operations& queue, Level& level);

/// The frame alone, for any grid.
[[nodiscard]] Image frame_as_background(int width, int height);

}  // namespace hesscut::segment
