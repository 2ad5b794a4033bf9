#include "kernels/cuda/per_pixel.cuh"
#include "kernels/cuda/queue.hpp"
#include "kernels/formulas/colour_field.hpp"

namespace hesscut::kernels::cuda {

namespace {

using namespace formulas;

constexpr int coefficients_of_image = 18;

__global__ void border_distance_kernel(Shape shape, const float* __restrict__ l, const float* __restrict__ a,
                                       const float* __restrict__ b, const float* __restrict__ coefficients,
                                       float* __restrict__ distance) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  const float* c = coefficients + static_cast<std::size_t>(here.image) * coefficients_of_image;
  distance[here.index] =
      distance_to_field(l[here.index], a[here.index], b[here.index], c, field_coordinate(here.x, shape.width),
                        field_coordinate(here.y, shape.height));
}

__global__ void border_data_kernel(Shape shape, const float* __restrict__ distance, const float* __restrict__ spread,
                                   float* __restrict__ data) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  const float d = distance[here.index];
  const float s = spread[here.image];
  data[here.index] = nearness(d * d, s * s);
}

}  // namespace

void Queue::border_distance(Planes<const float> lab, const float* coefficients, FloatField distance) {
  launch_per_pixel("border_distance", stream_, distance.shape, border_distance_kernel, lab.l.data, lab.a.data,
                   lab.b.data, coefficients, distance.data);
}

void Queue::border_data_term(ConstFloatField distance, const float* spread, FloatField data) {
  launch_per_pixel("border_data_term", stream_, data.shape, border_data_kernel, distance.data, spread, data.data);
}

}  // namespace hesscut::kernels::cuda
