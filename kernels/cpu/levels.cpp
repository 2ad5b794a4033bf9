#include <algorithm>

#include "kernels/cpu/queue.hpp"
#include "kernels/formulas/levels.hpp"

namespace hesscut::kernels::cpu {

using formulas::coarse_position;
using formulas::CoarsePosition;
using formulas::interpolate;

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
      const CoarsePosition vertical = coarse_position(y, coarse_height);
      const float* low = coarse.image(b) + static_cast<std::size_t>(vertical.low) * coarse_width;
      const float* high = coarse.image(b) + static_cast<std::size_t>(vertical.high) * coarse_width;
      for (int x = 0; x < coarse_width; ++x) between[x] = factor * interpolate(low[x], high[x], vertical.weight);
      float* out = fine.image(b) + static_cast<std::size_t>(y) * width;
      for (int x = 0; x < width; ++x) {
        const CoarsePosition p = coarse_position(x, coarse_width);
        out[x] = interpolate(between[p.low], between[p.high], p.weight);
      }
    }
  });
}

void Queue::swap_images(FloatField field, int i, int j) {
  std::swap_ranges(field.image(i), field.image(i) + field.shape.pixels(), field.image(j));
}

}  // namespace hesscut::kernels::cpu
