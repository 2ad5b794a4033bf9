#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <hesscut/markers.hpp>

#include "kernels/cpu/clones.hpp"
#include "kernels/cpu/queue.hpp"
#include "kernels/formulas/duality.hpp"

namespace hesscut::kernels::cpu {

namespace {

constexpr int lanes = 16;

/// Adds up |r| and the number of pixels that are free, in lanes of fixed width.
HESSCUT_VECTOR_CLONES
void add_free(const float* __restrict r, std::size_t blocks, double* __restrict sums, double* __restrict counts) {
  for (std::size_t block = 0; block < blocks; ++block) {
    for (int lane = 0; lane < lanes; ++lane) {
      const float value = r[block * lanes + lane];
      const bool is_free = !formulas::is_fixed(value);
      sums[lane] += static_cast<double>(is_free ? std::fabs(value) : 0.0F);
      counts[lane] += is_free ? 1.0 : 0.0;
    }
  }
}

}  // namespace

void Queue::add_scaled(ConstFloatField in, float factor, FloatField out) {
  for_each_pixel(out.shape, [=](std::size_t i) { out.data[i] += factor * in.data[i]; });
}

void Queue::assemble_region(ConstFloatField data, ConstFloatField selective, ConstByteField labels, float lambda,
                            float theta, FloatField r) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  for_each_pixel(r.shape, [=](std::size_t i) {
    const float value = lambda * data.data[i] + (selective.empty() ? 0.0F : theta * selective.data[i]);
    const auto label = static_cast<Label>(labels.data[i]);
    r.data[i] = label == Label::foreground ? -infinity : label == Label::background ? infinity : value;
  });
}

void Queue::region_scale(ConstFloatField r, RegionScale* out) {
  for_each_image(r.shape.batch, [&](int b, Scratch&) {
    const float* values = r.image(b);
    const std::size_t n = r.shape.pixels();
    double sums[lanes] = {};
    double counts[lanes] = {};
    add_free(values, n / lanes, sums, counts);
    float tail[lanes];  // the last pixels, and fixed ones behind them
    std::fill_n(tail, lanes, std::numeric_limits<float>::infinity());
    std::copy(values + n / lanes * lanes, values + n, tail);
    add_free(tail, 1, sums, counts);
    const RegionScale scale{std::accumulate(sums, sums + lanes, 0.0), std::accumulate(counts, counts + lanes, 0.0)};
    out[b] = scale;
  });
}

}  // namespace hesscut::kernels::cpu
