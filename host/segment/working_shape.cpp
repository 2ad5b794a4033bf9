#include "host/segment/working_shape.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hesscut::segment {

namespace {

constexpr int rounded_from = 32;         ///< smaller sides are as good as any
constexpr double good_error = 0.01;      ///< of the ratio: not worth a smaller grid
constexpr double smallest_share = 0.75;  ///< of the long side asked for

bool is_convenient(int side) {
  if (side < rounded_from) return true;
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
  const int shortest = std::min(photo_width, photo_height);
  const int limit = std::min(longest, working_side);
  int long_side = limit;
  int short_side = 1;
  double least_error = std::numeric_limits<double>::infinity();
  // A somewhat smaller grid that keeps the ratio is better than the largest one that does not.
  for (int side = limit; side >= smallest_share * limit && least_error > good_error; --side) {
    if (!is_convenient(side)) continue;
    const double wanted = static_cast<double>(shortest) * side / longest;
    const int other = convenient_side(wanted, shortest);
    // A side of few pixels is as near as whole pixels come.
    const double error = other < rounded_from ? 0.0 : std::abs(std::log(wanted / other));
    if (error >= least_error) continue;
    least_error = error;
    long_side = side;
    short_side = other;
  }
  return photo_width >= photo_height ? kernels::Shape{1, short_side, long_side}
                                     : kernels::Shape{1, long_side, short_side};
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
