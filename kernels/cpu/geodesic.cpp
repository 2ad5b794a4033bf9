#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "kernels/cpu/queue.hpp"
#include "kernels/formulas/eikonal.hpp"

// Fast marching with an untidy queue: pixels are taken in almost the order of their distance, and a pixel whose
// distance still falls afterwards is simply taken again. When the queue is empty no pixel can fall any further, that
// is, the scheme's own solution is reached, whatever the order was; only falls below negligible_fall are not followed
// up.

namespace hesscut::kernels::cpu {

namespace {

using namespace formulas;

constexpr float infinity = std::numeric_limits<float>::infinity();

/// Distances and costs inside a frame of two rows above and below and one column at each side. Distance and cost of the
/// frame are infinite: it is never reached, and marching needs no test for the border.
struct Framed {
  float* distance;
  float* cost;
  std::uint8_t* queued;  ///< 1: fell since it was last taken from the queue
  std::size_t stride;

  [[nodiscard]] std::size_t at(int y, int x) const { return static_cast<std::size_t>(y + 2) * stride + x + 1; }
};

/// The four neighbours of a pixel at once: vectors of the compiler, which it makes of whatever unit there is.
using FourFloats __attribute__((vector_size(4 * sizeof(float)))) = float;
using FourMasks __attribute__((vector_size(4 * sizeof(float)))) = std::int32_t;

FourFloats smaller(FourFloats a, FourFloats b) {
  return a < b ? a : b;
}
FourFloats larger(FourFloats a, FourFloats b) {
  return a > b ? a : b;
}

/// eikonal_update of four pixels, without branches; a and b may not both be infinite.
FourFloats eikonal_update(FourFloats a, FourFloats b, FourFloats f) {
  const FourFloats nearer = smaller(a, b);
  const FourFloats difference = larger(a, b) - nearer;
  const FourFloats square = larger(2.0F * f * f - difference * difference, FourFloats{});
  const FourFloats root = {std::sqrt(square[0]), std::sqrt(square[1]), std::sqrt(square[2]), std::sqrt(square[3])};
  const FourFloats from_both = 0.5F * (a + b + root);
  return difference < f ? from_both : nearer + f;
}

/// Lowers what can be lowered around a pixel that has been taken.
void visit_neighbours(const Framed& grid, std::size_t pixel, BucketQueue& queue) {
  const std::size_t stride = grid.stride;
  const std::size_t neighbours[] = {pixel - 1, pixel + 1, pixel - stride, pixel + stride};
  const float* d = grid.distance + pixel;
  const float* above = d - stride;
  const float* below = d + stride;
  const float here = *d;
  const FourFloats left = {d[-2], here, above[-1], below[-1]};
  const FourFloats right = {here, d[2], above[1], below[1]};
  const FourFloats up = {above[-1], above[1], *(above - stride), here};
  const FourFloats down = {below[-1], below[1], here, below[stride]};
  const float* c = grid.cost + pixel;
  const FourFloats cost = {c[-1], c[1], *(c - stride), c[stride]};
  const FourFloats old = {d[-1], d[1], *above, *below};
  const FourFloats reached = eikonal_update(smaller(left, right), smaller(up, down), cost);
  const FourMasks falls = -(reached < old * (1.0F - negligible_fall));  // 1 where it does
  auto bits = static_cast<unsigned>(falls[0] | falls[1] << 1 | falls[2] << 2 | falls[3] << 3);
  for (; bits != 0; bits &= bits - 1) {
    const int i = std::countr_zero(bits);
    const std::size_t neighbour = neighbours[i];
    grid.distance[neighbour] = reached[i];
    grid.queued[neighbour] = 1;
    queue.push(reached[i], static_cast<std::uint32_t>(neighbour));
  }
}

void march(const Framed& grid, BucketQueue& queue) {
  queue.drain([&](std::uint32_t pixel) {
    if (grid.queued[pixel] == 0) return;  // it fell again after this entry was made, and was taken then
    grid.queued[pixel] = 0;
    visit_neighbours(grid, pixel, queue);
  });
}

}  // namespace

void Queue::geodesic_distances(ConstFloatField cost, ConstByteField labels, std::span<const SeededDistance> distances) {
  const auto [batch, height, width] = cost.shape;
  const int count = static_cast<int>(distances.size());
  for_each_image(batch * count, [&, height = height, width = width](int task, Scratch& scratch) {
    const int b = task / count;
    const auto& [seed, distance] = distances[task % count];
    const std::size_t stride = static_cast<std::size_t>(width) + 2;
    const std::size_t framed = framed_size(height, width);
    float* work = scratch.work_buffer(2 * framed);
    scratch.queued.assign(framed, 0);
    const Framed grid{work, work + framed, scratch.queued.data(), stride};
    std::fill_n(grid.distance, framed, infinity);
    std::fill_n(grid.cost, framed, infinity);
    scratch.marching.restart();
    for (int y = 0; y < height; ++y) {
      const std::size_t offset = static_cast<std::size_t>(y) * width;
      std::copy_n(cost.image(b) + offset, width, grid.cost + grid.at(y, 0));
      const std::uint8_t* row = labels.image(b) + offset;
      for (int x = 0; x < width; ++x) {
        if (row[x] != seed) continue;
        grid.distance[grid.at(y, x)] = 0.0F;
        grid.queued[grid.at(y, x)] = 1;
        scratch.marching.push(0.0F, static_cast<std::uint32_t>(grid.at(y, x)));
      }
    }
    march(grid, scratch.marching);
    for (int y = 0; y < height; ++y) {
      std::copy_n(grid.distance + grid.at(y, 0), width, distance.image(b) + static_cast<std::size_t>(y) * width);
    }
  });
}

void Queue::normalise_by_maximum(ConstFloatField in, FloatField out) {
  for_each_image(in.shape.batch, [&](int b, Scratch&) {
    const float* from = in.image(b);
    const std::size_t n = in.shape.pixels();
    float largest = 0;
    for (std::size_t i = 0; i < n; ++i) largest = std::isinf(from[i]) ? largest : maximum(largest, from[i]);
    const float factor = reciprocal_of_maximum(largest);
    float* to = out.image(b);
    for (std::size_t i = 0; i < n; ++i) to[i] = scaled_distance(from[i], factor);
  });
}

void Queue::rci_cost(ConstFloatField g2, ConstFloatField euclidean, FloatField cost) {
  for_each_pixel(g2.shape, [=](std::size_t i) { cost.data[i] = formulas::rci_cost(g2.data[i], euclidean.data[i]); });
}

void Queue::likelihood_cost(ConstFloatField likelihood_g2, ConstFloatField colour_g2, float floor,
                            float likelihood_weight, float colour_weight, FloatField cost) {
  for_each_pixel(cost.shape, [=](std::size_t i) {
    cost.data[i] =
        formulas::likelihood_cost(likelihood_g2.data[i], colour_g2.data[i], floor, likelihood_weight, colour_weight);
  });
}

void Queue::two_sided_selective(ConstFloatField to_foreground, ConstFloatField to_background, FloatField out) {
  for_each_pixel(out.shape, [=](std::size_t i) {
    out.data[i] = formulas::two_sided(to_foreground.data[i], to_background.data[i]);
  });
}

void Queue::add_anti_marker_term(ConstFloatField to_background, FloatField out) {
  for_each_pixel(out.shape, [=](std::size_t i) { out.data[i] += formulas::anti_marker(to_background.data[i]); });
}

}  // namespace hesscut::kernels::cpu
