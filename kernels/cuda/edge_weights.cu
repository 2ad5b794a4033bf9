#include <bit>
#include <cstdint>

#include "kernels/cuda/histogram_select.cuh"
#include "kernels/cuda/per_pixel.cuh"
#include "kernels/cuda/queue.hpp"
#include "kernels/formulas/differences.hpp"
#include "kernels/formulas/neighbours.hpp"
#include "kernels/formulas/order_statistic.hpp"
#include "kernels/formulas/weights.hpp"

namespace hesscut::kernels::cuda {

namespace {

using namespace formulas;

__global__ void gradient_square_kernel(Shape shape, const float* __restrict__ in, float scale, bool accumulate,
                                       float* __restrict__ out) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  const float* image = in + here.first;
  const auto at = [&](int y, int x) { return image[static_cast<std::size_t>(y) * shape.width + x]; };
  const CentralDifference along_x = central_difference(here.x, shape.width);
  const CentralDifference along_y = central_difference(here.y, shape.height);
  const float dx = along_x.scale * (at(here.y, along_x.next) - at(here.y, along_x.previous));
  const float dy = along_y.scale * (at(along_y.next, here.x) - at(along_y.previous, here.x));
  out[here.index] = scale * (dx * dx + dy * dy) + (accumulate ? out[here.index] : 0.0F);
}

/// The bits of non-negative floats sort like the floats; of their 31 bits 24 are found.
struct QuantileKeys {
  static constexpr Digit digits[] = {{19, 12}, {7, 12}};
  static constexpr int left_out = 7;

  const float* values;
  double q;
  float* out;

  __device__ bool find(std::size_t index, std::uint32_t& key) const {
    key = std::bit_cast<std::uint32_t>(values[index]);
    return true;
  }
  __device__ std::uint64_t rank(std::uint64_t count) const { return quantile_rank(q, count); }
  __device__ void finish(int image, std::uint32_t found) const { out[image] = std::bit_cast<float>(found << left_out); }
};

__global__ void edge_function_kernel(Shape shape, const float* __restrict__ g2, const float* __restrict__ g2_reference,
                                     EdgeFunction function, float* __restrict__ alpha, float* __restrict__ beta) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  const float e = edge_function(g2[here.index], g2_reference[here.image], function.sharpness) + function.floor;
  alpha[here.index] = function.alpha_factor * e;
  beta[here.index] = function.beta_factor * e;
}

/// Makes beta three times where its own difference asks for it: that is cheaper than to write and read it once more.
__global__ void yzd_kernel(Shape shape, const float* __restrict__ grey, bool wraps, float alpha_factor,
                           float beta_factor, float* __restrict__ alpha, float* __restrict__ beta) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  const float* image = grey + here.first;
  const auto at = [&](int y, int x) { return image[static_cast<std::size_t>(y) * shape.width + x]; };
  const auto right_of = [&](int x) { return next_index(x, shape.width, wraps); };
  const auto below = [&](int y) { return next_index(y, shape.height, wraps); };
  const auto beta_at = [&](int y, int x) {
    return yzd_beta(forward(at(y, x), at(y, right_of(x))), forward(at(y, x), at(below(y), x)));
  };
  const float own = beta_at(here.y, here.x);
  const float dx = forward(own, beta_at(here.y, right_of(here.x)));
  const float dy = forward(own, beta_at(below(here.y), here.x));
  alpha[here.index] = alpha_factor * yzd_alpha(dx, dy);
  beta[here.index] = beta_factor * own;
}

__global__ void rci_weights_kernel(Shape shape, const float* __restrict__ g2, float alpha_factor,
                                   float* __restrict__ alpha) {
  const PixelHere here = pixel_here(shape);
  if (here.inside) alpha[here.index] = alpha_factor * rci_edge(g2[here.index]);
}

}  // namespace

std::size_t edge_weights_scratch(const Shape& shape) {
  Carver carver;
  SelectionScratch(carver, shape);
  return carver.used();
}

void Queue::gradient_square(ConstFloatField in, FloatField out, float scale, bool accumulate) {
  launch_per_pixel("gradient_square", stream_, in.shape, gradient_square_kernel, in.data, scale, accumulate, out.data);
}

void Queue::quantile(ConstFloatField field, double q, float* out) {
  Carver carver(scratch(edge_weights_scratch(field.shape)));
  select_keys("quantile", stream_, field.shape, QuantileKeys{field.data, q, out}, QuantileKeys::digits,
              SelectionScratch(carver, field.shape));
}

void Queue::edge_function_weights(ConstFloatField g2, const float* g2_reference, const EdgeFunction& function,
                                  FloatField alpha, FloatField beta) {
  launch_per_pixel("edge_function_weights", stream_, g2.shape, edge_function_kernel, g2.data, g2_reference, function,
                   alpha.data, beta.data);
}

void Queue::yzd_weights(ConstFloatField grey, Boundary boundary, float alpha_factor, float beta_factor,
                        FloatField alpha, FloatField beta) {
  launch_per_pixel("yzd_weights", stream_, grey.shape, yzd_kernel, grey.data, boundary == Boundary::periodic,
                   alpha_factor, beta_factor, alpha.data, beta.data);
}

void Queue::rci_weights(ConstFloatField g2, float alpha_factor, FloatField alpha) {
  launch_per_pixel("rci_weights", stream_, g2.shape, rci_weights_kernel, g2.data, alpha_factor, alpha.data);
}

}  // namespace hesscut::kernels::cuda
