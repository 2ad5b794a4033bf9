#pragma once

#include "kernels/cuda/compat.cuh"
#include "kernels/field.hpp"

/// One thread for each pixel of a batch, neighbours beside each other.

namespace hesscut::kernels::cuda {

inline constexpr dim3 pixel_block{32, 8};

[[nodiscard]] inline dim3 pixel_grid(const Shape& shape) {
  return {blocks_for(shape.width, pixel_block.x), blocks_for(shape.height, pixel_block.y),
          static_cast<unsigned>(shape.batch)};
}

struct Pixel {
  int image, y, x;

  __device__ bool within(const Shape& shape) const { return y < shape.height && x < shape.width; }
  __device__ std::size_t index(const Shape& shape) const {
    return (static_cast<std::size_t>(image) * shape.height + y) * shape.width + x;
  }
};

__device__ inline Pixel pixel_of_thread() {
  return {static_cast<int>(blockIdx.z), static_cast<int>(blockIdx.y * blockDim.y + threadIdx.y),
          static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x)};
}

}  // namespace hesscut::kernels::cuda
