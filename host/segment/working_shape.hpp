#pragma once

#include "kernels/field.hpp"

namespace hesscut::segment {

/// The grid on which a photo is solved: its long side at most `working_side` (never more than the photo's own), its
/// aspect ratio kept to 2 %, sides of 32 pixels and more even and without prime factors over 7, which the transform
/// and the coarser grids like. batch is 1.
[[nodiscard]] kernels::Shape working_shape(int photo_width, int photo_height, int working_side);

/// The next coarser grid.
[[nodiscard]] kernels::Shape coarser(const kernels::Shape& shape);

/// How many of `wanted` grids make sense below this one: the coarsest keeps 16 pixels a side.
[[nodiscard]] int usable_levels(const kernels::Shape& shape, int wanted);

}  // namespace hesscut::segment
