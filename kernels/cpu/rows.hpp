#pragma once

#include <algorithm>

#include <hesscut/parameters.hpp>

#include "kernels/field.hpp"
#include "kernels/formulas/dct.hpp"

/// Rows of fields in transform order, and row buffers with room for neighbours on both sides.

namespace hesscut::kernels::cpu {

/// Row buffers start this many floats into their storage, so that [-1] exists and [0] is aligned for vectors.
inline constexpr int row_margin = 16;
[[nodiscard]] inline std::size_t row_stride(int width) {
  return (static_cast<std::size_t>(width) + 47) / 16 * 16;
}

/// Index of a stored row for row y of the picture.
[[nodiscard]] inline int stored_row(int y, int height, Boundary boundary) {
  return boundary == Boundary::reflecting ? formulas::makhoul_position(y, height) : y;
}

/// A stored row to natural order.
inline void read_row(const float* __restrict stored, int width, Boundary boundary, float* __restrict row) {
  if (boundary == Boundary::periodic) {
    std::copy_n(stored, width, row);
    return;
  }
  const int pairs = width / 2;
  for (int i = 0; i < pairs; ++i) {
    row[2 * i] = stored[i];
    row[2 * i + 1] = stored[width - 1 - i];
  }
  if (width % 2 != 0) row[width - 1] = stored[pairs];
}

/// A row in natural order to its stored form.
inline void write_row(const float* __restrict row, int width, Boundary boundary, float* __restrict stored) {
  if (boundary == Boundary::periodic) {
    std::copy_n(row, width, stored);
    return;
  }
  const int pairs = width / 2;
  for (int i = 0; i < pairs; ++i) stored[i] = row[2 * i];
  for (int i = 0; i < pairs; ++i) stored[width - 1 - i] = row[2 * i + 1];
  if (width % 2 != 0) stored[pairs] = row[width - 1];
}

/// Fills row[-1] and row[width] so that differences across the border are those of the boundary.
inline void extend_row(float* row, int width, Boundary boundary) {
  const bool wraps = boundary == Boundary::periodic;
  row[-1] = wraps ? row[width - 1] : row[0];
  row[width] = wraps ? row[0] : row[width - 1];
}

/// Row buffers of a RowWindow.
inline constexpr int window_row_buffers = 3;

/// Three rows of a field around row y in natural order, extended on both sides, moved down row by row.
/// Load: void(int y, float* row) writes row y, 0 <= y < height, in natural order.
template <class Load>
class RowWindow {
 public:
  /// storage: window_row_buffers * row_stride(width) floats.
  RowWindow(int height, int width, Boundary boundary, float* storage, Load load)
      : height_(height), width_(width), boundary_(boundary), load_(load) {
    for (int i = 0; i < 3; ++i) rows_[i] = storage + i * row_stride(width) + row_margin;
  }

  /// Centres the window on row y; cheap when y is one below the last centre.
  void centre_on(int y) {
    if (y == centre_ + 1 && centre_ >= 0) {
      std::rotate(rows_, rows_ + 1, rows_ + 3);
    } else {
      load(y - 1, rows_[0]);
      load(y, rows_[1]);
    }
    load(y + 1, rows_[2]);
    centre_ = y;
  }

  [[nodiscard]] const float* above() const { return rows_[0]; }
  [[nodiscard]] const float* here() const { return rows_[1]; }
  [[nodiscard]] const float* below() const { return rows_[2]; }
  /// Row y, one of the three in the window.
  [[nodiscard]] const float* row(int y) const { return rows_[y - centre_ + 1]; }

 private:
  void load(int y, float* row) const {
    load_(boundary_ == Boundary::periodic ? (y + height_) % height_ : std::clamp(y, 0, height_ - 1), row);
    extend_row(row, width_, boundary_);
  }

  int height_, width_;
  Boundary boundary_;
  Load load_;
  float* rows_[3] = {};
  int centre_ = -2;
};

/// The loader of a field in transform order.
[[nodiscard]] inline auto transform_order_rows(ConstFloatField field, int image, Boundary boundary) {
  return [field, image, boundary](int y, float* row) {
    const auto [batch, height, width] = field.shape;
    read_row(field.image(image) + static_cast<std::size_t>(stored_row(y, height, boundary)) * width, width, boundary,
             row);
  };
}

}  // namespace hesscut::kernels::cpu
