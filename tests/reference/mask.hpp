#pragma once

#include "tests/reference/geodesic.hpp"
#include "tests/reference/grid.hpp"

/// From u to labels, and between the grids of the coarse-to-fine start.

namespace hesscut::reference {

/// Known labels stay; else relaxed > threshold is foreground (255), the rest background (0).
[[nodiscard]] Labels labels_from_mask(const Grid& relaxed, const Labels& known, double threshold);

/// Of the n pixels not known as background the 1 + floor(fraction (n - 1)) with the smallest score are sure (those that
/// NumPy's quantile does not exceed), where their whole 3 x 3 neighbourhood inside the image is too; without this
/// condition if fewer than 20 unmarked ones would be left. Sure pixels become foreground, known labels stay, all others
/// are unmarked.
[[nodiscard]] Labels surest_foreground(const Grid& score, const Labels& known, double fraction);

/// Mean of each 2 x 2 block; a last odd row or column by itself.
[[nodiscard]] Grid restrict_by_two(const Grid& fine);
/// Bilinear interpolation at the centres of the fine pixels, constant beyond the outermost coarse centres.
[[nodiscard]] Grid prolong_by_two(const Grid& coarse, int height, int width);

}  // namespace hesscut::reference
