#include <algorithm>
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

void visit_neighbour(const Framed& grid, std::size_t pixel, float reached, RadixQueue& queue) {
  float* d = grid.distance;
  const float old = d[pixel];
  if (old <= reached) return;  // it does not look at anything farther than itself
  const float in_x = minimum(d[pixel - 1], d[pixel + 1]);
  const float in_y = minimum(d[pixel - grid.stride], d[pixel + grid.stride]);
  const float distance = eikonal_update(in_x, in_y, grid.cost[pixel]);
  if (falls(old, distance)) {
    d[pixel] = distance;
    grid.queued[pixel] = 1;
    queue.push(distance, static_cast<std::uint32_t>(pixel));
  }
}

void march(const Framed& grid, RadixQueue& queue) {
  std::uint32_t pixel = 0;
  while (queue.pop(pixel)) {
    if (grid.queued[pixel] == 0) continue;  // it fell again after this entry was made, and was taken then
    grid.queued[pixel] = 0;
    const float reached = grid.distance[pixel];
    visit_neighbour(grid, pixel - 1, reached, queue);
    visit_neighbour(grid, pixel + 1, reached, queue);
    visit_neighbour(grid, pixel - grid.stride, reached, queue);
    visit_neighbour(grid, pixel + grid.stride, reached, queue);
  }
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
    scratch.marching.clear();
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
