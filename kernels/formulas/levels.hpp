#pragma once

#include "kernels/formulas/compiler.hpp"

/// Grids of half the size: coarse pixel i covers fine pixels 2i and 2i + 1.

namespace hesscut::formulas {

/// Position of fine pixel i on the coarse grid: between `low` and `high`, `weight` of the way.
struct CoarsePosition {
  int low, high;
  float weight;
};

HESSCUT_FORMULA CoarsePosition coarse_position(int i, int coarse_size) {
  // Fine pixel i has its centre at (i + 0.5) / 2 - 0.5 on the coarse grid.
  const int low = (i - 1) / 2 - (i == 0 ? 1 : 0);
  const float weight = i % 2 == 0 ? 0.75F : 0.25F;
  return {low > 0 ? low : 0, low + 1 < coarse_size ? low + 1 : coarse_size - 1, weight};
}

HESSCUT_FORMULA float interpolate(float low, float high, float weight) {
  return low + weight * (high - low);
}

}  // namespace hesscut::formulas
