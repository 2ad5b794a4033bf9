#include <cmath>
#include <limits>

#include <hesscut/markers.hpp>

#include "kernels/cuda/image_reduction.cuh"
#include "kernels/cuda/per_pixel.cuh"
#include "kernels/cuda/queue.hpp"
#include "kernels/formulas/duality.hpp"

namespace hesscut::kernels::cuda {

namespace {

__global__ void add_scaled_kernel(Shape shape, const float* __restrict__ in, float factor, float* __restrict__ out) {
  const PixelHere here = pixel_here(shape);
  if (here.inside) out[here.index] += factor * in[here.index];
}

__global__ void assemble_region_kernel(Shape shape, const float* __restrict__ data, const float* __restrict__ selective,
                                       const std::uint8_t* __restrict__ labels, float lambda, float theta,
                                       float* __restrict__ r) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  constexpr float infinity = std::numeric_limits<float>::infinity();
  const float value = lambda * data[here.index] + (selective == nullptr ? 0.0F : theta * selective[here.index]);
  const auto label = static_cast<Label>(labels[here.index]);
  r[here.index] = label == Label::foreground ? -infinity : label == Label::background ? infinity : value;
}

/// Sum of |r| and number of pixels where r is finite.
struct RegionSize {
  using Value = double;
  using Combine = Sum;
  static constexpr int count = 2;

  const float* r;
  RegionScale* out;

  __device__ void gather(std::size_t index, double (&sums)[count]) const {
    const float value = r[index];
    if (formulas::is_fixed(value)) return;
    sums[0] += static_cast<double>(std::fabs(value));
    sums[1] += 1.0;
  }
  __device__ void finish(int image, const double (&sums)[count]) const {
    out[image].sum_abs = sums[0];
    out[image].free_pixels = sums[1];
  }
};

}  // namespace

std::size_t region_scratch(const Shape& shape) {
  Carver carver;
  take_chunks<RegionSize>(carver, shape);
  return carver.used();
}

void Queue::add_scaled(ConstFloatField in, float factor, FloatField out) {
  launch_per_pixel("add_scaled", stream_, out.shape, add_scaled_kernel, in.data, factor, out.data);
}

void Queue::assemble_region(ConstFloatField data, ConstFloatField selective, ConstByteField labels, float lambda,
                            float theta, FloatField r) {
  launch_per_pixel("assemble_region", stream_, r.shape, assemble_region_kernel, data.data, selective.data, labels.data,
                   lambda, theta, r.data);
}

void Queue::region_scale(ConstFloatField r, RegionScale* out) {
  Carver carver(scratch(region_scratch(r.shape)));
  reduce_images("region_scale", stream_, r.shape, RegionSize{r.data, out}, take_chunks<RegionSize>(carver, r.shape));
}

}  // namespace hesscut::kernels::cuda
