#pragma once

#include <algorithm>

#include "kernels/cuda/compat.cuh"
#include "kernels/field.hpp"

/// Kernels with a thread for every pixel of a batch.

namespace hesscut::kernels::cuda {

inline constexpr int pixel_block_width = 32;
inline constexpr int pixel_block_height = 8;
inline constexpr int pixel_block_threads = pixel_block_width * pixel_block_height;

/// A grid of `blocks` for each of `images`, which may be more than one axis of a grid takes.
inline dim3 image_grid(unsigned blocks, int images) {
  constexpr int most = 65535;
  return {blocks, static_cast<unsigned>(std::min(images, most)), static_cast<unsigned>((images + most - 1) / most)};
}
/// The image of this block; with many images it can be one too many.
__device__ inline int image_here() {
  return static_cast<int>(blockIdx.z * gridDim.y + blockIdx.y);
}

__device__ inline std::size_t pixels_of(const Shape& shape) {
  return static_cast<std::size_t>(shape.height) * shape.width;
}

/// The pixel of this thread.
struct PixelHere {
  int image, y, x;
  std::size_t first;  ///< index in the field of the image's first pixel
  std::size_t index;  ///< index in the field of this pixel
  bool inside;        ///< whether there is such a pixel
};

__device__ inline PixelHere pixel_here(const Shape& shape) {
  // Blocks of an image are numbered row by row along x, the only axis of a grid that is long enough for any image.
  const unsigned across = (static_cast<unsigned>(shape.width) + pixel_block_width - 1) / pixel_block_width;
  const unsigned y = blockIdx.x / across * pixel_block_height + threadIdx.y;
  const unsigned x = blockIdx.x % across * pixel_block_width + threadIdx.x;
  const int image = image_here();
  const std::size_t first = image * pixels_of(shape);
  return {image,
          static_cast<int>(y),
          static_cast<int>(x),
          first,
          first + static_cast<std::size_t>(y) * shape.width + x,
          image < shape.batch && y < static_cast<unsigned>(shape.height) && x < static_cast<unsigned>(shape.width)};
}

/// This thread's number in such a block.
__device__ inline int thread_here() {
  return static_cast<int>(threadIdx.y * pixel_block_width + threadIdx.x);
}

/// Enqueues kernel(shape, args...), which finds its pixel by pixel_here.
template <class... Parameters, class... Arguments>
void launch_per_pixel(const char* name, cudaStream_t stream, const Shape& shape, void (*kernel)(Shape, Parameters...),
                      const Arguments&... args) {
  const unsigned across = blocks_for(static_cast<std::size_t>(shape.width), pixel_block_width);
  const unsigned down = blocks_for(static_cast<std::size_t>(shape.height), pixel_block_height);
  const dim3 grid = image_grid(across * down, shape.batch);
  launch({name, grid, {pixel_block_width, pixel_block_height}, stream}, kernel, shape, args...);
}

}  // namespace hesscut::kernels::cuda
