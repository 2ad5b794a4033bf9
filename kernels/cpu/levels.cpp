#include <algorithm>

#include "kernels/cpu/clones.hpp"
#include "kernels/cpu/queue.hpp"
#include "kernels/cpu/rows.hpp"
#include "kernels/formulas/levels.hpp"

namespace hesscut::kernels::cpu {

using formulas::coarse_position;
using formulas::CoarsePosition;
using formulas::interpolate;

namespace {

/// The means of pairs of columns of two rows.
HESSCUT_VECTOR_CLONES
void restrict_row(const float* __restrict above, const float* __restrict below, int pairs, float factor,
                  float* __restrict out) {
  for (int x = 0; x < pairs; ++x) {
    out[x] = 0.25F * factor * (above[2 * x] + above[2 * x + 1] + below[2 * x] + below[2 * x + 1]);
  }
}

HESSCUT_VECTOR_CLONES
void mix_rows(const float* __restrict low, const float* __restrict high, float weight, float factor, int width,
              float* __restrict out) {
  for (int x = 0; x < width; ++x) out[x] = factor * interpolate(low[x], high[x], weight);
}

/// Twice as many columns, of which the weights repeat every two. row[-1] and the one behind the last repeat the border.
HESSCUT_VECTOR_CLONES
void double_columns(const float* __restrict row, int pairs, float even_weight, float odd_weight,
                    float* __restrict out) {
  for (int x = 0; x < pairs; ++x) {
    out[2 * x] = interpolate(row[x - 1], row[x], even_weight);
    out[2 * x + 1] = interpolate(row[x], row[x + 1], odd_weight);
  }
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
      restrict_row(above, below, width / 2, factor, out);
      if (width % 2 != 0) out[coarse_width - 1] = 0.5F * factor * (above[width - 1] + below[width - 1]);
    }
  });
}

void Queue::prolong_by_two(ConstFloatField coarse, float factor, FloatField fine) {
  const auto [batch, height, width] = fine.shape;
  const int coarse_height = coarse.shape.height;
  const int coarse_width = coarse.shape.width;
  for_each_image(batch, [&, height = height, width = width](int b, Scratch& scratch) {
    float* between = scratch.row_buffers(row_stride(coarse_width)) + row_margin;
    const float even_weight = coarse_position(0, coarse_width).weight;
    const float odd_weight = coarse_position(1, coarse_width).weight;
    for (int y = 0; y < height; ++y) {
      const CoarsePosition vertical = coarse_position(y, coarse_height);
      const float* low = coarse.image(b) + static_cast<std::size_t>(vertical.low) * coarse_width;
      const float* high = coarse.image(b) + static_cast<std::size_t>(vertical.high) * coarse_width;
      mix_rows(low, high, vertical.weight, factor, coarse_width, between);
      extend_row(between, coarse_width, Boundary::reflecting);
      float* out = fine.image(b) + static_cast<std::size_t>(y) * width;
      double_columns(between, width / 2, even_weight, odd_weight, out);
      if (width % 2 != 0) out[width - 1] = interpolate(between[width / 2 - 1], between[width / 2], even_weight);
    }
  });
}

void Queue::swap_images(FloatField field, int i, int j) {
  std::swap_ranges(field.image(i), field.image(i) + field.shape.pixels(), field.image(j));
}

}  // namespace hesscut::kernels::cpu
