#pragma once

#include "host/segment/level.hpp"

namespace hesscut::segment {

/// Smoothed colour gradients of a level from its lab planes.
void measure_colour_gradient(kernels::Operations& queue, Level& level);

/// alpha and beta of the finest level (docs/model.md, section 3) from its colours.
void estimate_weights(kernels::Operations& queue, const Parameters& parameters, Level& finest);

/// Colours and weights of the next coarser level: means, weights divided by 2 and 4 as the grid's step doubles.
void restrict_photo(kernels::Operations& queue, Level& fine, Level& coarse);

}  // namespace hesscut::segment
