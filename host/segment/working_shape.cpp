#include "host/segment/working_shape.hpp"

#include <algorithm>
#include <cmath>

namespace hesscut::segment {

namespace {

bool is_convenient(int side) {
  if (side < 32) return true;
  if (side % 2 != 0) return false;
  for (const int prime : {2, 3, 5, 7}) {
    while (side % prime == 0) side /= prime;
  }
  return side == 1;
}

/// The convenient side nearest to the wanted one, at most `limit`.
int convenient_side(double wanted, int limit) {
  const int nearest = std::clamp(static_cast<int>(std::lround(wanted)), 1, limit);
  for (int distance = 0; distance < nearest; ++distance) {
    if (is_convenient(nearest - distance)) return nearest - distance;
    if (nearest + distance <= limit && is_convenient(nearest + distance)) return nearest + distance;
  }
  return nearest;
}

}  // namespace

kernels::Shape working_shape(int photo_width, int photo_height, int working_side) {
  const int longest = std::max(photo_width, photo_height);
  const int long_side = convenient_side(std::min(longest, working_side), std::min(longest, working_side));
  const double scale = static_cast<double>(long_side) / longest;
  const int width = photo_width == longest ? long_side : convenient_side(photo_width * scale, photo_width);
  const int height = photo_height == longest ? long_side : convenient_side(photo_height * scale, photo_height);
  return {1, height, width};
}

kernels::Shape coarser(const kernels::Shape& shape) {
  return {shape.batch, (shape.height + 1) / 2, (shape.width + 1) / 2};
}

int usable_levels(const kernels::Shape& shape, int wanted) {
  int levels = 1;
  for (int side = std::min(shape.height, shape.width); levels < wanted && side >= 32; side /= 2) ++levels;
  return levels;
}

}  // namespace hesscut::segment
