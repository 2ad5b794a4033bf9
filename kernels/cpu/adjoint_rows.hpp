#pragma once

#include <algorithm>
#include <utility>

#include "kernels/cpu/rows.hpp"

/// Row buffers for applying grad^T and hess^T to a field of vectors that is made row by row.

namespace hesscut::kernels::cpu {

/// One row of a field of first-order vectors (x, y) and second-order ones (xx, yy, sqrt2 xy), one neighbour each side.
struct VectorRow {
  float *x, *y, *xx, *yy, *xy;
};

/// What the adjoints of row y read.
struct AdjointStencil {
  VectorRow here;
  const float *y_above, *yy_above, *xy_above, *yy_below;
};

class AdjointRows {
 public:
  static constexpr int row_buffers = 4 * 5 + 2;

  /// storage: row_buffers * row_stride(width) floats.
  AdjointRows(int height, int width, Boundary boundary, float* storage)
      : height_(height), width_(width), boundary_(boundary) {
    const std::size_t stride = row_stride(width);
    float* next = storage + row_margin;
    const auto take = [&] { return std::exchange(next, next + stride); };
    for (VectorRow& row : ring_) row = {take(), take(), take(), take(), take()};
    zero_ = take();
    first_yy_ = take();
    std::fill_n(zero_ - row_margin, stride, 0.0F);
  }

  /// Where row y goes. With a periodic boundary the last row has a place of its own: it is needed first and last.
  [[nodiscard]] const VectorRow& row(int y) const {
    return ring_[boundary_ == Boundary::periodic && y == height_ - 1 ? 3 : y % 3];
  }

  /// To be called when row y has been written. With a reflecting boundary the differences beyond the border do not
  /// exist: there x, y and xy are zero and xx, yy repeat.
  void complete(int y) {
    const VectorRow& done = row(y);
    extend_row(done.xx, width_, boundary_);
    if (boundary_ == Boundary::periodic) {
      extend_row(done.x, width_, boundary_);
      extend_row(done.xy, width_, boundary_);
    } else {
      done.x[-1] = done.xy[-1] = 0.0F;
    }
    if (y == 0) std::copy_n(done.yy, width_, first_yy_);
  }

  /// For row y, once it and its neighbours are complete.
  [[nodiscard]] AdjointStencil around(int y) const {
    const VectorRow& here = row(y);
    const bool wraps = boundary_ == Boundary::periodic;
    const float* yy_below = y + 1 < height_ ? row(y + 1).yy : wraps ? first_yy_ : here.yy;
    if (y == 0 && !wraps) return {here, zero_, here.yy, zero_, yy_below};
    const VectorRow& above = row(y > 0 ? y - 1 : height_ - 1);
    return {here, above.y, above.yy, above.xy, yy_below};
  }

 private:
  int height_, width_;
  Boundary boundary_;
  VectorRow ring_[4];
  float* zero_;
  float* first_yy_;
};

/// Row buffers of the sweep (vectors, u, right-hand side) and of the certificate (vectors, u, mask, six results).
inline constexpr int sweep_row_buffers = AdjointRows::row_buffers + 3 + 1;
inline constexpr int certificate_row_buffers = AdjointRows::row_buffers + 3 + 3 + 6;
inline constexpr int most_row_buffers = std::max(sweep_row_buffers, certificate_row_buffers);

/// Visits the rows so that finish(y) comes after make(y - 1), make(y) and make(y + 1). A periodic image starts with its
/// last row, which is above the first one.
template <class Make, class Finish>
void walk_rows(int height, Boundary boundary, const Make& make, const Finish& finish) {
  const bool wraps = boundary == Boundary::periodic;
  if (wraps) make(height - 1);
  for (int y = 0; y < (wraps ? height - 1 : height); ++y) {
    make(y);
    if (y > 0) finish(y - 1);
  }
  if (wraps && height > 1) finish(height - 2);
  finish(height - 1);
}

}  // namespace hesscut::kernels::cpu
