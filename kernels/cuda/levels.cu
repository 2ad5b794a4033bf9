#include "kernels/cuda/per_pixel.cuh"
#include "kernels/cuda/queue.hpp"
#include "kernels/formulas/levels.hpp"

namespace hesscut::kernels::cuda {

namespace {

__global__ void restrict_pixels(Shape shape, ConstFloatField fine, float factor, FloatField coarse) {
  const PixelHere at = pixel_here(shape);
  if (!at.inside) return;
  // A last odd row or column stands for the one that is missing.
  const int right = min(2 * at.x + 1, fine.shape.width - 1);
  const int lower = min(2 * at.y + 1, fine.shape.height - 1);
  const float* above = fine.image(at.image) + static_cast<std::size_t>(2 * at.y) * fine.shape.width;
  const float* below = fine.image(at.image) + static_cast<std::size_t>(lower) * fine.shape.width;
  coarse.data[at.index] = 0.25F * factor * (above[2 * at.x] + above[right] + below[2 * at.x] + below[right]);
}

__global__ void prolong_pixels(Shape shape, ConstFloatField coarse, float factor, FloatField fine) {
  const PixelHere at = pixel_here(shape);
  if (!at.inside) return;
  const formulas::CoarsePosition column = formulas::coarse_position(at.x, coarse.shape.width);
  const formulas::CoarsePosition row = formulas::coarse_position(at.y, coarse.shape.height);
  const float* low = coarse.image(at.image) + static_cast<std::size_t>(row.low) * coarse.shape.width;
  const float* high = coarse.image(at.image) + static_cast<std::size_t>(row.high) * coarse.shape.width;
  const float left = formulas::interpolate(low[column.low], high[column.low], row.weight);
  const float right = formulas::interpolate(low[column.high], high[column.high], row.weight);
  fine.data[at.index] = factor * formulas::interpolate(left, right, column.weight);
}

__global__ void swap_pixels(Shape shape, FloatField one, FloatField other) {
  const PixelHere at = pixel_here(shape);
  if (!at.inside) return;
  const std::size_t i = at.index;
  const float value = one.data[i];
  one.data[i] = other.data[i];
  other.data[i] = value;
}

}  // namespace

void Queue::restrict_by_two(ConstFloatField fine, float factor, FloatField coarse) {
  launch_per_pixel("restrict_pixels", stream(), coarse.shape, restrict_pixels, fine, factor, coarse);
}

void Queue::prolong_by_two(ConstFloatField coarse, float factor, FloatField fine) {
  launch_per_pixel("prolong_pixels", stream(), fine.shape, prolong_pixels, coarse, factor, fine);
}

void Queue::swap_images(FloatField field, int i, int j) {
  if (i == j) return;
  launch_per_pixel("swap_pixels", stream(), field.shape.with_batch(1), swap_pixels, field.one(i), field.one(j));
}

}  // namespace hesscut::kernels::cuda
