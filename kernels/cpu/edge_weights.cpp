#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "kernels/cpu/queue.hpp"
#include "kernels/cpu/rows.hpp"
#include "kernels/formulas/differences.hpp"
#include "kernels/formulas/weights.hpp"

namespace hesscut::kernels::cpu {

namespace {

using namespace formulas;

/// Central difference inside, one-sided at the ends, 0 in a line of one pixel. step: from one pixel to the next.
float central_difference(const float* at, int i, int size, std::size_t step) {
  if (size == 1) return 0.0F;
  if (i == 0) return at[step] - at[0];
  if (i == size - 1) return at[0] - *(at - step);
  return 0.5F * (at[step] - *(at - step));
}

/// Index of the next pixel for a forward difference; the pixel itself where there is none.
int next_index(int i, int size, Boundary boundary) {
  if (i + 1 < size) return i + 1;
  return boundary == Boundary::periodic ? 0 : i;
}

/// The bin in which `rank` (from 0) falls; rank becomes the rank within the bin.
std::uint32_t bin_of_rank(const std::vector<std::uint32_t>& counts, std::uint64_t& rank) {
  std::uint32_t bin = 0;
  while (rank >= counts[bin]) rank -= counts[bin++];
  return bin;
}

}  // namespace

void Queue::gradient_square(ConstFloatField in, FloatField out, float scale, bool accumulate) {
  const auto [batch, height, width] = in.shape;
  for_each_image(batch, [&, height = height, width = width](int b, Scratch&) {
    for (int y = 0; y < height; ++y) {
      const float* from = in.image(b) + static_cast<std::size_t>(y) * width;
      float* to = out.image(b) + static_cast<std::size_t>(y) * width;
      const auto square_at = [&, height = height, width = width](int x) {
        const float dx = central_difference(from + x, x, width, 1);
        const float dy = central_difference(from + x, y, height, width);
        to[x] = scale * (dx * dx + dy * dy) + (accumulate ? to[x] : 0.0F);
      };
      for (int x = 0; x < width; ++x) square_at(x);
    }
  });
}

// The bits of non-negative floats sort like the floats: two passes of 12 bits each find the value to 24 of its 31 bits.
void Queue::quantile(ConstFloatField field, double q, float* out) {
  const std::size_t n = field.shape.pixels();
  for_each_image(field.shape.batch, [&](int b, Scratch& scratch) {
    const float* values = field.image(b);
    const auto bits = [&](std::size_t i) { return std::bit_cast<std::uint32_t>(values[i]); };
    auto rank = static_cast<std::uint64_t>(
        std::clamp(std::ceil(q * static_cast<double>(n)) - 1.0, 0.0, static_cast<double>(n - 1)));
    scratch.counts.assign(quantile_bins, 0);
    for (std::size_t i = 0; i < n; ++i) ++scratch.counts[bits(i) >> 19U];
    const std::uint32_t high = bin_of_rank(scratch.counts, rank);
    scratch.counts.assign(quantile_bins, 0);
    for (std::size_t i = 0; i < n; ++i) {
      if (bits(i) >> 19U == high) ++scratch.counts[bits(i) >> 7U & 0xFFFU];
    }
    const std::uint32_t low = bin_of_rank(scratch.counts, rank);
    out[b] = std::bit_cast<float>(high << 19U | low << 7U);
  });
}

void Queue::edge_function_weights(ConstFloatField g2, const float* g2_reference, const EdgeFunction& function,
                                  FloatField alpha, FloatField beta) {
  for_each_image(g2.shape.batch, [&](int b, Scratch&) {
    const float reference = g2_reference[b];
    const float* from = g2.image(b);
    float* first = alpha.image(b);
    float* second_order = beta.image(b);
    for (std::size_t i = 0; i < g2.shape.pixels(); ++i) {
      const float e = edge_function(from[i], reference, function.sharpness) + function.floor;
      first[i] = function.alpha_factor * e;
      second_order[i] = function.beta_factor * e;
    }
  });
}

void Queue::yzd_weights(ConstFloatField grey, Boundary boundary, float alpha_factor, float beta_factor,
                        FloatField alpha, FloatField beta) {
  const auto [batch, height, width] = grey.shape;
  for_each_image(batch, [&, height = height, width = width](int b, Scratch&) {
    /// out(y, x) = formula of the forward differences of `in` at (y, x).
    const auto from_differences = [&, height = height, width = width](const float* in, float* out, auto formula) {
      for (int y = 0; y < height; ++y) {
        const float* row = in + static_cast<std::size_t>(y) * width;
        const float* below = in + static_cast<std::size_t>(next_index(y, height, boundary)) * width;
        for (int x = 0; x < width; ++x) {
          out[static_cast<std::size_t>(y) * width + x] =
              formula(forward(row[x], row[next_index(x, width, boundary)]), forward(row[x], below[x]));
        }
      }
    };
    from_differences(grey.image(b), beta.image(b), [](float dx, float dy) { return yzd_beta(dx, dy); });
    from_differences(beta.image(b), alpha.image(b),
                     [=](float dx, float dy) { return alpha_factor * yzd_alpha(dx, dy); });
    for (std::size_t i = 0; i < grey.shape.pixels(); ++i) beta.image(b)[i] *= beta_factor;
  });
}

void Queue::rci_weights(ConstFloatField g2, float alpha_factor, FloatField alpha) {
  for_each_pixel(g2.shape, [=](std::size_t i) { alpha.data[i] = alpha_factor * rci_edge(g2.data[i]); });
}

}  // namespace hesscut::kernels::cpu
