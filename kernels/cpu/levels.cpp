#include <algorithm>

#include "kernels/cpu/queue.hpp"

namespace hesscut::kernels::cpu {

namespace {

/// Position of fine pixel i on the coarse grid: between `low` and `high`, `weight` of the way.
struct Position {
  int low, high;
  float weight;
};

Position coarse_position(int i, int coarse_size) {
  // Fine pixel i has its centre at (i + 0.5) / 2 - 0.5 on the coarse grid.
  const int low = (i - 1) / 2 - (i == 0 ? 1 : 0);
  const float weight = i % 2 == 0 ? 0.75F : 0.25F;
  return {std::max(low, 0), std::min(low + 1, coarse_size - 1), weight};
}

}  // namespace

void Queue::restrict_by_two(ConstFloatField fine, float factor, FloatField coarse) {
  const auto [batch, height, width] = fine.shape;
  const int coarse_height = coarse.shape.height;
  const int coarse_width = coarse.shape.width;
  for_each_image(batch, [&, height = height, width = width](int b, Scratch&) {
    for (int y = 0; y < coarse_height; ++y) {
      const float* above = fine.image(b) + static_cast<std::size_t>(2 * y) * width;
      const float* below = 2 * y + 1 < height ? above + width : above;
      float* out = coarse.image(b) + static_cast<std::size_t>(y) * coarse_width;
      for (int x = 0; x < width / 2; ++x) {
        out[x] = 0.25F * factor * (above[2 * x] + above[2 * x + 1] + below[2 * x] + below[2 * x + 1]);
      }
      if (width % 2 != 0) out[coarse_width - 1] = 0.5F * factor * (above[width - 1] + below[width - 1]);
    }
  });
}

void Queue::prolong_by_two(ConstFloatField coarse, float factor, FloatField fine) {
  const auto [batch, height, width] = fine.shape;
  const int coarse_height = coarse.shape.height;
  const int coarse_width = coarse.shape.width;
  for_each_image(batch, [&, height = height, width = width](int b, Scratch& scratch) {
    float* between = scratch.row_buffers(coarse_width);
    for (int y = 0; y < height; ++y) {
      const Position vertical = coarse_position(y, coarse_height);
      const float* low = coarse.image(b) + static_cast<std::size_t>(vertical.low) * coarse_width;
      const float* high = coarse.image(b) + static_cast<std::size_t>(vertical.high) * coarse_width;
      for (int x = 0; x < coarse_width; ++x) between[x] = factor * (low[x] + vertical.weight * (high[x] - low[x]));
      float* out = fine.image(b) + static_cast<std::size_t>(y) * width;
      for (int x = 0; x < width; ++x) {
        const Position p = coarse_position(x, coarse_width);
        out[x] = between[p.low] + p.weight * (between[p.high] - between[p.low]);
      }
    }
  });
}

void Queue::swap_images(FloatField field, int i, int j) {
  std::swap_ranges(field.image(i), field.image(i) + field.shape.pixels(), field.image(j));
}

}  // namespace hesscut::kernels::cpu
