#include <cmath>

#include <hesscut/markers.hpp>

#include "kernels/cuda/per_pixel.cuh"
#include "kernels/cuda/queue.hpp"
#include "kernels/formulas/guided.hpp"

namespace hesscut::kernels::cuda {

namespace {

using namespace formulas;

constexpr auto in_band = static_cast<std::uint8_t>(Label::unmarked);

/// The planes of a LinearMap on the device.
template <class T>
struct MapPlanes {
  T *r, *g, *b, *offset;

  explicit MapPlanes(const LinearMap<T>& map) : r(map.r.data), g(map.g.data), b(map.b.data), offset(map.offset.data) {}
};

__global__ void guided_map_kernel(Shape shape, const Rgb8* __restrict__ guide, const std::uint8_t* __restrict__ mask,
                                  const std::uint8_t* __restrict__ band, int radius, float epsilon,
                                  MapPlanes<float> map) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside || band[here.index] != in_band) return;
  WindowSums sums;
  const int bottom = min(shape.height - 1, here.y + radius);
  const int right = min(shape.width - 1, here.x + radius);
  for (int v = max(0, here.y - radius); v <= bottom; ++v) {
    for (int h = max(0, here.x - radius); h <= right; ++h) {
      const std::size_t i = here.first + static_cast<std::size_t>(v) * shape.width + h;
      constexpr float unit = 1.0F / 255.0F;
      const Rgb8 colour = guide[i];
      sums.add(unit * colour.r, unit * colour.g, unit * colour.b, unit * mask[i]);
    }
  }
  const ColourMap fitted = fit_colour_map(sums, epsilon);
  map.r[here.index] = fitted.r;
  map.g[here.index] = fitted.g;
  map.b[here.index] = fitted.b;
  map.offset[here.index] = fitted.offset;
}

/// The view at working size.
struct WorkingView {
  Shape shape;
  MapPlanes<const float> map;
  const std::uint8_t* band;

  [[nodiscard]] __device__ ColourMap map_at(std::size_t i) const {
    const std::uint8_t solid = band[i];
    if (solid != in_band) return {0, 0, 0, solid == 0 ? 0.0F : 1.0F};
    return {map.r[i], map.g[i], map.b[i], map.offset[i]};
  }
};

__global__ void edge_alpha_kernel(Shape shape, const Rgb8* __restrict__ photo, WorkingView view, double row_scale,
                                  double column_scale, float gain, std::uint8_t* __restrict__ alpha) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  const Between row = between_pixels(here.y, row_scale, view.shape.height);
  const Between column = between_pixels(here.x, column_scale, view.shape.width);
  const std::size_t above = static_cast<std::size_t>(row.low) * view.shape.width;
  const std::size_t below = static_cast<std::size_t>(row.high) * view.shape.width;
  const std::size_t at[4] = {above + column.low, above + column.high, below + column.low, below + column.high};
  const std::uint8_t first = view.band[at[0]];
  if (first != in_band && view.band[at[1]] == first && view.band[at[2]] == first && view.band[at[3]] == first) {
    alpha[here.index] = first;
    return;
  }
  const ColourMap corners[4] = {view.map_at(at[0]), view.map_at(at[1]), view.map_at(at[2]), view.map_at(at[3])};
  const Rgb8 colour = photo[here.index];
  const float coverage = coverage_of(interpolated(corners, row.weight, column.weight), colour.r, colour.g, colour.b);
  alpha[here.index] = static_cast<std::uint8_t>(std::lround(255.0F * sharpened(coverage, gain)));
}

}  // namespace

void Queue::guided_map(Field<const Rgb8> guide, ConstByteField mask, ConstByteField band, int radius, float epsilon,
                       const LinearMap<float>& map) {
  launch_per_pixel("guided_map", stream_, guide.shape, guided_map_kernel, guide.data, mask.data, band.data, radius,
                   epsilon, MapPlanes<float>(map));
}

void Queue::edge_alpha(Field<const Rgb8> photo, const LinearMap<const float>& map, ConstByteField band, float gain,
                       ByteField alpha) {
  const WorkingView view{band.shape, MapPlanes<const float>(map), band.data};
  const double row_scale = static_cast<double>(band.shape.height) / photo.shape.height;
  const double column_scale = static_cast<double>(band.shape.width) / photo.shape.width;
  launch_per_pixel("edge_alpha", stream_, photo.shape.with_batch(1), edge_alpha_kernel, photo.data, view, row_scale,
                   column_scale, gain, alpha.data);
}

}  // namespace hesscut::kernels::cuda
