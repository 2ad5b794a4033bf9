#include <algorithm>
#include <cmath>
#include <cstdint>

#include <hesscut/markers.hpp>

#include "kernels/cpu/clones.hpp"
#include "kernels/cpu/queue.hpp"
#include "kernels/formulas/histogram.hpp"

namespace hesscut::kernels::cpu {

namespace {

using namespace formulas;

constexpr int bins = ColourTables::bins;
constexpr std::size_t cells = ColourTables::cells;

/// out = in blurred along one axis: `count` lines of `bins` cells, each cell `step` values wide.
HESSCUT_VECTOR_CLONES
void blur_axis(const float* __restrict in, float* __restrict out, int count, int step) {
  for (int line = 0; line < count; ++line) {
    const std::size_t base = static_cast<std::size_t>(line) * bins * step;
    for (int bin = 0; bin < bins; ++bin) {
      float* to = out + base + static_cast<std::size_t>(bin) * step;
      const float* from = in + base;
      for (int i = 0; i < step; ++i) to[i] = bin_blur_weight(0) * from[bin * step + i];
      for (int k = 1; k <= bin_blur_radius; ++k) {
        const float* before = from + std::max(bin - k, 0) * step;
        const float* after = from + std::min(bin + k, bins - 1) * step;
        for (int i = 0; i < step; ++i) to[i] += bin_blur_weight(k) * (before[i] + after[i]);
      }
    }
  }
}

/// The same along the axis whose cells lie side by side.
HESSCUT_VECTOR_CLONES
void blur_lines(const float* __restrict in, float* __restrict out, int count) {
  constexpr int r = bin_blur_radius;
  float line[r + bins + r];
  for (int y = 0; y < count; ++y) {
    const float* from = in + static_cast<std::size_t>(y) * bins;
    float* to = out + static_cast<std::size_t>(y) * bins;
    for (int k = 0; k < r; ++k) {
      line[k] = from[0];
      line[r + bins + k] = from[bins - 1];
    }
    for (int bin = 0; bin < bins; ++bin) line[r + bin] = from[bin];
    for (int bin = 0; bin < bins; ++bin) {
      const float* at = line + r + bin;
      float sum = bin_blur_weight(0) * at[0];
      for (int k = 1; k <= r; ++k) sum += bin_blur_weight(k) * (at[-k] + at[k]);
      to[bin] = sum;
    }
  }
}

/// The cells of the colours of a run of pixels.
HESSCUT_VECTOR_CLONES
void colour_cells(const float* __restrict l, const float* __restrict a, const float* __restrict b, int count,
                  std::int32_t* __restrict cell) {
  for (int i = 0; i < count; ++i) cell[i] = colour_cell(l[i], a[i], b[i], bins);
}

/// Calls visit(pixel, cell) for every pixel of an image.
template <class Visit>
void for_each_cell(Planes<const float> lab, int image, const Visit& visit) {
  constexpr std::size_t run = 1024;
  std::int32_t cell[run];
  const std::size_t n = lab.l.shape.pixels();
  for (std::size_t begin = 0; begin < n; begin += run) {
    const std::size_t count = std::min(run, n - begin);
    colour_cells(lab.l.image(image) + begin, lab.a.image(image) + begin, lab.b.image(image) + begin,
                 static_cast<int>(count), cell);
    for (std::size_t i = 0; i < count; ++i) visit(begin + i, cell[i]);
  }
}

/// Gaussian of one bin over the three axes of a table, its border repeated. spare: a table to blur through.
void blur_table(float* table, float* spare) {
  blur_lines(table, spare, bins * bins);
  blur_axis(spare, table, bins, bins);
  blur_axis(table, spare, 1, bins * bins);
  std::copy_n(spare, cells, table);
}

void normalise(float* table, double samples) {
  const auto factor = static_cast<float>(1.0 / samples);
  for (std::size_t i = 0; i < cells; ++i) table[i] *= factor;
}

}  // namespace

void Queue::fit_colour_tables(Planes<const float> lab, ConstByteField labels, const ColourFit& fit,
                              ColourTables tables) {
  for_each_image(labels.shape.batch, [&](int b, Scratch& scratch) {
    float* foreground = scratch.work_buffer(3 * cells);
    float* background = foreground + cells;
    float* spare = background + cells;
    std::fill_n(foreground, 2 * cells, 0.0F);
    double foreground_count = 0;
    double background_count = 0;
    // Neighbours mostly agree: a run of them is added at once, instead of each waiting for the one before.
    const std::uint8_t* label = labels.image(b);
    std::int32_t run_cell = 0;
    auto run_label = static_cast<std::uint8_t>(Label::unmarked);
    int run = 0;
    const auto add_run = [&] {
      if (run_label == static_cast<std::uint8_t>(Label::unmarked)) return;
      const bool is_foreground = run_label == static_cast<std::uint8_t>(Label::foreground);
      (is_foreground ? foreground : background)[run_cell] += static_cast<float>(run);
      (is_foreground ? foreground_count : background_count) += run;
    };
    for_each_cell(lab, b, [&](std::size_t i, std::int32_t cell) {
      if (cell != run_cell || label[i] != run_label) {
        add_run();
        run_cell = cell;
        run_label = label[i];
        run = 0;
      }
      ++run;
    });
    add_run();
    float* out = tables.log_ratio + b * cells;
    if (foreground_count == 0 || background_count == 0) {
      std::fill_n(out, cells, 0.0F);
      return;
    }
    normalise(foreground, foreground_count);
    normalise(background, background_count);
    blur_table(foreground, spare);
    blur_table(background, spare);
    const float shift = area_shift(background_count, foreground_count, fit.area);
    for (std::size_t i = 0; i < cells; ++i) {
      out[i] = log_likelihood_ratio(background[i], unmixed(background[i], foreground[i], fit.explained), shift);
    }
  });
}

void Queue::colour_data_term(Planes<const float> lab, ColourTables tables, FloatField data) {
  for_each_image(data.shape.batch, [&](int b, Scratch& scratch) {
    // The bounded value of every cell first: there are fewer cells than pixels.
    float* bounded = scratch.work_buffer(cells);
    const float* table = tables.log_ratio + b * cells;
    for (std::size_t i = 0; i < cells; ++i) bounded[i] = bounded_ratio(table[i]);
    float* out = data.image(b);
    for_each_cell(lab, b, [&](std::size_t i, std::int32_t cell) { out[i] = bounded[cell]; });
  });
}

void Queue::region_means(ConstFloatField field, ConstByteField labels, float* out) {
  for_each_image(field.shape.batch, [&](int b, Scratch&) {
    double sums[2] = {};
    double counts[2] = {};
    const float* values = field.image(b);
    const std::uint8_t* label = labels.image(b);
    for (std::size_t i = 0; i < field.shape.pixels(); ++i) {
      if (label[i] == static_cast<std::uint8_t>(Label::unmarked)) continue;
      const int side = label[i] == static_cast<std::uint8_t>(Label::foreground) ? 0 : 1;
      sums[side] += static_cast<double>(values[i]);
      counts[side] += 1.0;
    }
    for (int side = 0; side < 2; ++side) {
      out[2 * b + side] = region_mean(sums[side], counts[side], sums[1 - side], counts[1 - side]);
    }
  });
}

void Queue::means_data_term(ConstFloatField z, const float* means, float lambda_ratio, bool accumulate,
                            FloatField data) {
  for_each_image(z.shape.batch, [&](int b, Scratch&) {
    const float c1 = means[2 * b];
    const float c2 = means[2 * b + 1];
    const float* from = z.image(b);
    float* to = data.image(b);
    for (std::size_t i = 0; i < z.shape.pixels(); ++i) {
      to[i] = means_term(from[i], c1, c2, lambda_ratio) + (accumulate ? to[i] : 0.0F);
    }
  });
}

void Queue::divide_by_contrast(const float* means, int channels, FloatField data) {
  for_each_image(data.shape.batch, [&](int b, Scratch&) {
    const float divisor = contrast_divisor(means + 2 * static_cast<std::size_t>(b), channels, 2UL * data.shape.batch);
    float* values = data.image(b);
    for (std::size_t i = 0; i < data.shape.pixels(); ++i) values[i] /= divisor;
  });
}

}  // namespace hesscut::kernels::cpu
