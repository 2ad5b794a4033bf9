#include "kernels/formulas/colour.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "kernels/cpu/clones.hpp"
#include "kernels/cpu/queue.hpp"
#include "kernels/cpu/rows.hpp"
#include "kernels/formulas/gaussian.hpp"
#include "kernels/formulas/neighbours.hpp"

namespace hesscut::kernels::cpu {

namespace {

using namespace formulas;

/// The 256 values of srgb_to_linear.
const std::array<float, 256>& linear_values() {
  static const std::array<float, 256> values = [] {
    std::array<float, 256> table{};
    for (int i = 0; i < 256; ++i) table[i] = srgb_to_linear(static_cast<float>(i) / 255.0F);
    return table;
  }();
  return values;
}

HESSCUT_VECTOR_CLONES
void add_pair(const float* __restrict one, const float* __restrict other, float factor, int count,
              float* __restrict sum) {
  for (int x = 0; x < count; ++x) sum[x] += factor * (one[x] + other[x]);
}

HESSCUT_VECTOR_CLONES
void scale_into(const float* __restrict in, float factor, int count, float* __restrict out) {
  for (int x = 0; x < count; ++x) out[x] = factor * in[x];
}

/// Linear red, green, blue to L, a, b, in place.
HESSCUT_VECTOR_CLONES
void lab_row(float* __restrict l, float* __restrict a, float* __restrict b, int width) {
  for (int x = 0; x < width; ++x) {
    const Lab lab = lab_from_linear(l[x], a[x], b[x]);
    l[x] = lab.l;
    a[x] = lab.a;
    b[x] = lab.b;
  }
}

HESSCUT_VECTOR_CLONES
void grey_row(const std::uint8_t* __restrict rgb, std::size_t pixels, float* __restrict grey) {
  for (std::size_t i = 0; i < pixels; ++i) grey[i] = luma(rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]);
}

}  // namespace

void Queue::lab_from_rgb(Field<const Rgb8> rgb, Planes<float> lab) {
  const std::array<float, 256>& linear = linear_values();
  const auto [batch, height, width] = rgb.shape;
  for_each_image(batch, [&, height = height, width = width](int b, Scratch&) {
    for (int y = 0; y < height; ++y) {
      const std::size_t offset = static_cast<std::size_t>(y) * width;
      const Rgb8* row = rgb.image(b) + offset;
      float *l = lab.l.image(b) + offset, *a = lab.a.image(b) + offset, *bb = lab.b.image(b) + offset;
      for (int x = 0; x < width; ++x) {
        l[x] = linear[row[x].r];
        a[x] = linear[row[x].g];
        bb[x] = linear[row[x].b];
      }
      lab_row(l, a, bb, width);
    }
  });
}

void Queue::grey_from_rgb(Field<const Rgb8> rgb, FloatField grey) {
  for_each_image(rgb.shape.batch,
                 [&](int b, Scratch&) { grey_row(&rgb.image(b)->r, rgb.shape.pixels(), grey.image(b)); });
}

void Queue::gaussian_blur(ConstFloatField in, FloatField out, double sigma) {
  const Gaussian gaussian(sigma);
  const int radius = gaussian.radius;
  std::vector<float> taps;
  for (int i = 0; i <= radius; ++i) taps.push_back(gaussian.weight(i));
  const auto [batch, height, width] = in.shape;
  for_each_image(batch, [&, height = height, width = width](int b, Scratch& scratch) {
    const auto row = [&, width = width](int y) { return in.image(b) + static_cast<std::size_t>(y) * width; };
    float* blurred = scratch.row_buffers(static_cast<std::size_t>(width) + 2 * radius) + radius;
    for (int y = 0; y < height; ++y) {
      scale_into(row(y), taps[0], width, blurred);
      for (int i = 1; i <= radius; ++i) {
        add_pair(row(reflected(y - i, height)), row(reflected(y + i, height)), taps[i], width, blurred);
      }
      for (int i = 1; i <= radius; ++i) {
        blurred[-i] = blurred[reflected(-i, width)];
        blurred[width - 1 + i] = blurred[reflected(width - 1 + i, width)];
      }
      float* target = out.image(b) + static_cast<std::size_t>(y) * width;
      scale_into(blurred, taps[0], width, target);
      for (int i = 1; i <= radius; ++i) add_pair(blurred - i, blurred + i, taps[i], width, target);
    }
  });
}

}  // namespace hesscut::kernels::cpu
