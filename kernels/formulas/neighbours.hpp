#pragma once

#include <cstddef>

#include "kernels/formulas/compiler.hpp"

/// Which pixels count as neighbours at the border of an image.

namespace hesscut::formulas {

/// Index i mirrored about the pixel edges of 0 .. size - 1.
HESSCUT_FORMULA int reflected(int i, int size) {
  while (i < 0 || i >= size) i = i < 0 ? -1 - i : 2 * size - 1 - i;
  return i;
}

/// Index of the next pixel for a forward difference; the pixel itself where there is none.
HESSCUT_FORMULA int next_index(int i, int size, bool wraps) {
  if (i + 1 < size) return i + 1;
  return wraps ? 0 : i;
}

/// Central difference inside, one-sided at the ends, 0 in a line of one pixel: scale (at[next] - at[previous]).
struct CentralDifference {
  int previous, next;
  float scale;
};

HESSCUT_FORMULA CentralDifference central_difference(int i, int size) {
  const int previous = i > 0 ? i - 1 : 0;
  const int next = i + 1 < size ? i + 1 : size - 1;
  return {previous, next, next - previous == 2 ? 0.5F : 1.0F};
}

/// Whether `holds`, bool(std::size_t index in the image), is true of a pixel's 3 x 3 neighbourhood, as far as it lies
/// inside.
template <class Holds>
HESSCUT_FORMULA bool holds_around(int y, int x, int height, int width, const Holds& holds) {
  for (int v = y > 0 ? y - 1 : 0; v <= y + 1 && v < height; ++v) {
    for (int h = x > 0 ? x - 1 : 0; h <= x + 1 && h < width; ++h) {
      if (!holds(static_cast<std::size_t>(v) * width + h)) return false;
    }
  }
  return true;
}

}  // namespace hesscut::formulas
