#pragma once

#include "kernels/cuda/compat.cuh"
#include "kernels/formulas/splitting.hpp"

/// A pixel's neighbours, and the differences and adjoints made of them.

namespace hesscut::kernels::cuda {

/// The index that stands for i, at most one beyond a side of that size.
__device__ inline int across_border(int i, int size, bool wraps) {
  if (i < 0) return wraps ? size - 1 : 0;
  if (i >= size) return wraps ? 0 : size - 1;
  return i;
}

/// u around a pixel.
struct Neighbours {
  float above, left, here, right, below, below_right;
};

__device__ inline formulas::FirstOrder gradient(const Neighbours& u) {
  return {formulas::forward(u.here, u.right), formulas::forward(u.here, u.below)};
}
__device__ inline formulas::SecondOrder hessian(const Neighbours& u) {
  return {formulas::second(u.left, u.here, u.right), formulas::second(u.above, u.here, u.below),
          formulas::mixed(formulas::forward(u.here, u.below), formulas::forward(u.right, u.below_right))};
}

/// From a tile in shared memory: any type with at[y][x].
template <class Rows>
__device__ inline Neighbours neighbours(const Rows& at, int y, int x) {
  return {at[y - 1][x], at[y][x - 1], at[y][x], at[y][x + 1], at[y + 1][x], at[y + 1][x + 1]};
}

/// What grad^T and hess^T of a field of vectors read at a pixel. All linear: a part may be left at 0 and added later.
struct AdjointNeighbours {
  float x_left = 0, x = 0, y_above = 0, y = 0;
  float xx_left = 0, xx = 0, xx_right = 0;
  float yy_above = 0, yy = 0, yy_below = 0;
  float xy_left = 0, xy = 0, xy_above_left = 0, xy_above = 0;
};

__device__ inline float adjoint(const AdjointNeighbours& d) {
  return formulas::gradient_adjoint(d.x_left, d.x, d.y_above, d.y) + formulas::second(d.xx_left, d.xx, d.xx_right) +
         formulas::second(d.yy_above, d.yy, d.yy_below) +
         formulas::mixed_adjoint(d.xy_left, d.xy, d.xy_above_left, d.xy_above);
}

}  // namespace hesscut::kernels::cuda
