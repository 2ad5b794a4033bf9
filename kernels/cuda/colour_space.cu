#include "kernels/cuda/per_pixel.cuh"
#include "kernels/cuda/queue.hpp"
#include "kernels/cuda/scratch.hpp"
#include "kernels/formulas/colour.hpp"
#include "kernels/formulas/gaussian.hpp"
#include "kernels/formulas/neighbours.hpp"

namespace hesscut::kernels::cuda {

namespace {

using namespace formulas;

__global__ void lab_kernel(Shape shape, const Rgb8* __restrict__ rgb, float* __restrict__ l, float* __restrict__ a,
                           float* __restrict__ b) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  const Rgb8 colour = rgb[here.index];
  const auto linear = [](std::uint8_t code) { return srgb_to_linear(static_cast<float>(code) / 255.0F); };
  const Lab lab = lab_from_linear(linear(colour.r), linear(colour.g), linear(colour.b));
  l[here.index] = lab.l;
  a[here.index] = lab.a;
  b[here.index] = lab.b;
}

__global__ void grey_kernel(Shape shape, const Rgb8* __restrict__ rgb, float* __restrict__ grey) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  const Rgb8 colour = rgb[here.index];
  grey[here.index] = luma(colour.r, colour.g, colour.b);
}

constexpr int tap_threads = 128;

__global__ void gaussian_taps_kernel(Gaussian gaussian, float* __restrict__ taps) {
  const auto i = static_cast<int>(blockIdx.x * tap_threads + threadIdx.x);
  if (i <= gaussian.radius) taps[i] = gaussian.weight(i);
}

__global__ void blur_columns_kernel(Shape shape, int radius, const float* __restrict__ taps,
                                    const float* __restrict__ in, float* __restrict__ out) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  const float* column = in + here.first + here.x;
  const auto at = [&](int y) { return column[static_cast<std::size_t>(reflected(y, shape.height)) * shape.width]; };
  float sum = taps[0] * in[here.index];
  for (int i = 1; i <= radius; ++i) sum += taps[i] * (at(here.y - i) + at(here.y + i));
  out[here.index] = sum;
}

__global__ void blur_rows_kernel(Shape shape, int radius, const float* __restrict__ taps, const float* __restrict__ in,
                                 float* __restrict__ out) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  const float* row = in + (here.index - here.x);
  const auto at = [&](int x) { return row[reflected(x, shape.width)]; };
  float sum = taps[0] * in[here.index];
  for (int i = 1; i <= radius; ++i) sum += taps[i] * (at(here.x - i) + at(here.x + i));
  out[here.index] = sum;
}

struct BlurScratch {
  float *taps, *blurred;

  BlurScratch(Carver& carver, const Shape& shape, int radius)
      : taps(carver.take<float>(static_cast<std::size_t>(radius) + 1)), blurred(carver.take<float>(shape.count())) {}
};

}  // namespace

std::size_t colour_space_scratch(const Shape& shape) {
  constexpr int usual_radius = 63;  // wider blurs get their memory when they come
  Carver carver;
  BlurScratch(carver, shape, usual_radius);
  return carver.used();
}

void Queue::lab_from_rgb(Field<const Rgb8> rgb, Planes<float> lab) {
  launch_per_pixel("lab_from_rgb", stream_, rgb.shape, lab_kernel, rgb.data, lab.l.data, lab.a.data, lab.b.data);
}

void Queue::grey_from_rgb(Field<const Rgb8> rgb, FloatField grey) {
  launch_per_pixel("grey_from_rgb", stream_, rgb.shape, grey_kernel, rgb.data, grey.data);
}

void Queue::gaussian_blur(ConstFloatField in, FloatField out, double sigma) {
  const Gaussian gaussian(sigma);
  Carver sizes;
  BlurScratch(sizes, in.shape, gaussian.radius);
  Carver carver(scratch(sizes.used()));
  const BlurScratch own(carver, in.shape, gaussian.radius);
  const unsigned blocks = blocks_for(static_cast<std::size_t>(gaussian.radius) + 1, tap_threads);
  launch({"gaussian_taps", blocks, tap_threads, stream_}, gaussian_taps_kernel, gaussian, own.taps);
  launch_per_pixel("gaussian_blur_columns", stream_, in.shape, blur_columns_kernel, gaussian.radius, own.taps, in.data,
                   own.blurred);
  launch_per_pixel("gaussian_blur_rows", stream_, in.shape, blur_rows_kernel, gaussian.radius, own.taps, own.blurred,
                   out.data);
}

}  // namespace hesscut::kernels::cuda
