#include <algorithm>

#include <hesscut/markers.hpp>

#include "kernels/cpu/clones.hpp"
#include "kernels/cpu/queue.hpp"
#include "kernels/cpu/rows.hpp"
#include "kernels/formulas/duality.hpp"
#include "kernels/formulas/neighbours.hpp"
#include "kernels/formulas/order_statistic.hpp"
#include "kernels/formulas/shrinkage.hpp"

namespace hesscut::kernels::cpu {

namespace {

using namespace formulas;

constexpr auto foreground = static_cast<std::uint8_t>(Label::foreground);
constexpr auto background = static_cast<std::uint8_t>(Label::background);
constexpr auto unmarked = static_cast<std::uint8_t>(Label::unmarked);

HESSCUT_VECTOR_CLONES
void label_pixels(const float* __restrict relaxed, const std::uint8_t* __restrict known, float threshold,
                  std::size_t pixels, std::uint8_t* __restrict labels) {
  for (std::size_t i = 0; i < pixels; ++i) {
    const std::uint8_t found = relaxed[i] > threshold ? foreground : background;
    labels[i] = known[i] == unmarked ? found : known[i];
  }
}

}  // namespace

void Queue::relaxed_mask(ConstFloatField u, ConstFloatField r, Boundary boundary, FloatField relaxed) {
  const auto [batch, height, width] = u.shape;
  for_each_image(batch, [&, height = height, width = width](int b, Scratch&) {
    const auto load = transform_order_rows(u, b, boundary);
    for (int y = 0; y < height; ++y) {
      const std::size_t offset = static_cast<std::size_t>(y) * width;
      float* row = relaxed.image(b) + offset;
      const float* bound = r.image(b) + offset;
      load(y, row);
      for (int x = 0; x < width; ++x) {
        row[x] = delivered(row[x], bound[x]);
      }
    }
  });
}

void Queue::to_transform_order(ConstFloatField in, Boundary boundary, FloatField out) {
  const auto [batch, height, width] = in.shape;
  for_each_image(batch, [&, height = height, width = width](int b, Scratch&) {
    for (int y = 0; y < height; ++y) {
      write_row(in.image(b) + static_cast<std::size_t>(y) * width, width, boundary,
                out.image(b) + static_cast<std::size_t>(stored_row(y, height, boundary)) * width);
    }
  });
}

void Queue::labels_from_mask(ConstFloatField relaxed, ConstByteField known, float threshold, ByteField labels) {
  for_each_image(relaxed.shape.batch, [&](int b, Scratch&) {
    label_pixels(relaxed.image(b), known.image(b), threshold, relaxed.shape.pixels(), labels.image(b));
  });
}

void Queue::surest_foreground(ConstFloatField score, ConstByteField known, double fraction, ByteField labels) {
  const auto [batch, height, width] = score.shape;
  const std::size_t n = score.shape.pixels();
  for_each_image(batch, [&, height = height, width = width](int b, Scratch& scratch) {
    const float* values = score.image(b);
    const std::uint8_t* given = known.image(b);
    std::uint8_t* out = labels.image(b);
    float* candidates = scratch.work_buffer(n);
    std::size_t count = 0;
    for (std::size_t i = 0; i < n; ++i) {
      if (given[i] != background) candidates[count++] = values[i];
    }
    std::copy_n(given, n, out);
    if (count == 0) return;
    const std::size_t rank = smallest_part_rank(fraction, count);
    std::nth_element(candidates, candidates + rank, candidates + count);
    const float cut = candidates[rank];

    scratch.queued.assign(n, 0);
    for (std::size_t i = 0; i < n; ++i) scratch.queued[i] = given[i] != background && values[i] <= cut ? 1 : 0;
    const std::uint8_t* sure = scratch.queued.data();
    const auto is_sure = [sure](std::size_t i) { return sure[i] == 1; };
    std::size_t surrounded = 0;
    for (int pass = 0; pass < 2 && surrounded < 20; ++pass) {  // second pass: without the neighbourhood
      for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
          const std::size_t i = static_cast<std::size_t>(y) * width + x;
          if (given[i] != unmarked) continue;
          const bool chosen = is_sure(i) && (pass == 1 || holds_around(y, x, height, width, is_sure));
          out[i] = chosen ? foreground : unmarked;
          surrounded += chosen ? 1 : 0;
        }
      }
    }
  });
}

}  // namespace hesscut::kernels::cpu
