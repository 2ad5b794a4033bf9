#include <bit>
#include <cstdint>

#include "kernels/cpu/clones.hpp"
#include "kernels/cpu/queue.hpp"
#include "kernels/cpu/rows.hpp"
#include "kernels/formulas/differences.hpp"
#include "kernels/formulas/neighbours.hpp"
#include "kernels/formulas/order_statistic.hpp"
#include "kernels/formulas/weights.hpp"

namespace hesscut::kernels::cpu {

namespace {

using namespace formulas;

/// out = [out +] scale |grad|^2 for one row; dy_scale times (below - above) is the difference in y.
HESSCUT_VECTOR_CLONES
void gradient_square_row(const float* __restrict above, const float* __restrict here, const float* __restrict below,
                         float dy_scale, int width, float scale, bool accumulate, float* __restrict out) {
  const auto at = [&](int x, float dx) {
    const float dy = dy_scale * (below[x] - above[x]);
    out[x] = scale * (dx * dx + dy * dy) + (accumulate ? out[x] : 0.0F);
  };
  const CentralDifference first = central_difference(0, width);
  at(0, first.scale * (here[first.next] - here[first.previous]));
  for (int x = 1; x < width - 1; ++x) at(x, 0.5F * (here[x + 1] - here[x - 1]));
  if (width > 1) at(width - 1, here[width - 1] - here[width - 2]);
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
    const auto row = [&, width = width](int y) { return in.image(b) + static_cast<std::size_t>(y) * width; };
    for (int y = 0; y < height; ++y) {
      const CentralDifference dy = central_difference(y, height);
      gradient_square_row(row(dy.previous), row(y), row(dy.next), dy.scale, width, scale, accumulate,
                          out.image(b) + static_cast<std::size_t>(y) * width);
    }
  });
}

// The bits of non-negative floats sort like the floats: two passes of 12 bits each find the value to 24 of its 31 bits.
void Queue::quantile(ConstFloatField field, double q, float* out) {
  const std::size_t n = field.shape.pixels();
  for_each_image(field.shape.batch, [&](int b, Scratch& scratch) {
    const float* values = field.image(b);
    const auto bits = [&](std::size_t i) { return std::bit_cast<std::uint32_t>(values[i]); };
    std::uint64_t rank = quantile_rank(q, n);
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
  const bool wraps = boundary == Boundary::periodic;
  const auto [batch, height, width] = grey.shape;
  for_each_image(batch, [&, height = height, width = width](int b, Scratch&) {
    /// out(y, x) = formula of the forward differences of `in` at (y, x).
    const auto from_differences = [&, height = height, width = width](const float* in, float* out, auto formula) {
      for (int y = 0; y < height; ++y) {
        const float* row = in + static_cast<std::size_t>(y) * width;
        const float* below = in + static_cast<std::size_t>(next_index(y, height, wraps)) * width;
        for (int x = 0; x < width; ++x) {
          out[static_cast<std::size_t>(y) * width + x] =
              formula(forward(row[x], row[next_index(x, width, wraps)]), forward(row[x], below[x]));
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
