#pragma once

#include <cstddef>

#include "kernels/cuda/compat.cuh"
#include "kernels/formulas/dct.hpp"
#include "kernels/operations.hpp"

namespace hesscut::kernels::cuda {

/// Where an image in transform order keeps its pixels.
struct TransformOrder {
  int height, width;
  bool reflecting;

  __device__ int column(int x) const { return reflecting ? formulas::makhoul_position(x, width) : x; }
  __device__ std::size_t row(int y) const {
    return static_cast<std::size_t>(reflecting ? formulas::makhoul_position(y, height) : y) * width;
  }
  __device__ std::size_t operator()(int y, int x) const { return row(y) + column(x); }
};

[[nodiscard]] inline TransformOrder transform_order(const Shape& shape, Boundary boundary) {
  return {shape.height, shape.width, boundary == Boundary::reflecting};
}

}  // namespace hesscut::kernels::cuda
