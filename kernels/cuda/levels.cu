#include "kernels/cuda/pixel_grid.cuh"
#include "kernels/cuda/queue.hpp"
#include "kernels/formulas/levels.hpp"

namespace hesscut::kernels::cuda {

namespace {

__global__ void restrict_pixels(ConstFloatField fine, float factor, FloatField coarse) {
  const Pixel at = pixel_of_thread();
  if (!at.within(coarse.shape)) return;
  // A last odd row or column stands for the one that is missing.
  const int right = min(2 * at.x + 1, fine.shape.width - 1);
  const int lower = min(2 * at.y + 1, fine.shape.height - 1);
  const float* above = fine.image(at.image) + static_cast<std::size_t>(2 * at.y) * fine.shape.width;
  const float* below = fine.image(at.image) + static_cast<std::size_t>(lower) * fine.shape.width;
  coarse.data[at.index(coarse.shape)] =
      0.25F * factor * (above[2 * at.x] + above[right] + below[2 * at.x] + below[right]);
}

__global__ void prolong_pixels(ConstFloatField coarse, float factor, FloatField fine) {
  const Pixel at = pixel_of_thread();
  if (!at.within(fine.shape)) return;
  const formulas::CoarsePosition column = formulas::coarse_position(at.x, coarse.shape.width);
  const formulas::CoarsePosition row = formulas::coarse_position(at.y, coarse.shape.height);
  const float* low = coarse.image(at.image) + static_cast<std::size_t>(row.low) * coarse.shape.width;
  const float* high = coarse.image(at.image) + static_cast<std::size_t>(row.high) * coarse.shape.width;
  const float left = formulas::interpolate(low[column.low], high[column.low], row.weight);
  const float right = formulas::interpolate(low[column.high], high[column.high], row.weight);
  fine.data[at.index(fine.shape)] = factor * formulas::interpolate(left, right, column.weight);
}

__global__ void swap_pixels(FloatField one, FloatField other) {
  const Pixel at = pixel_of_thread();
  if (!at.within(one.shape)) return;
  const std::size_t i = at.index(one.shape);
  const float value = one.data[i];
  one.data[i] = other.data[i];
  other.data[i] = value;
}

}  // namespace

void Queue::restrict_by_two(ConstFloatField fine, float factor, FloatField coarse) {
  launch({"restrict_pixels", pixel_grid(coarse.shape), pixel_block, stream()}, restrict_pixels, fine, factor, coarse);
}

void Queue::prolong_by_two(ConstFloatField coarse, float factor, FloatField fine) {
  launch({"prolong_pixels", pixel_grid(fine.shape), pixel_block, stream()}, prolong_pixels, coarse, factor, fine);
}

void Queue::swap_images(FloatField field, int i, int j) {
  if (i == j) return;
  launch({"swap_pixels", pixel_grid(field.shape.with_batch(1)), pixel_block, stream()}, swap_pixels, field.one(i),
         field.one(j));
}

}  // namespace hesscut::kernels::cuda
