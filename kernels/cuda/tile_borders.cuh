#pragma once

#include <cstddef>

#include "kernels/cuda/per_pixel.cuh"
#include "kernels/cuda/scratch.hpp"
#include "kernels/field.hpp"

namespace hesscut::kernels::cuda {

/// An image cut into tiles; those at the right and at the bottom may be smaller.
struct Tiling {
  static constexpr int tile_width = 64;
  static constexpr int tile_height = 32;

  int height, width;

  __host__ __device__ int columns() const { return (width + tile_width - 1) / tile_width; }
  __host__ __device__ int rows() const { return (height + tile_height - 1) / tile_height; }
  __device__ int x_begin(int column) const { return column * tile_width; }
  __device__ int y_begin(int row) const { return row * tile_height; }
  __device__ int x_end(int column) const { return min(width, (column + 1) * tile_width); }
  __device__ int y_end(int row) const { return min(height, (row + 1) * tile_height); }
};

/// The tile of a block, of a launch over image_grid(columns * rows, images).
struct TileHere {
  int image, column, row;
};

__device__ inline TileHere tile_here(const Tiling& tiling) {
  const int tile = static_cast<int>(blockIdx.x);
  return {image_here(), tile % tiling.columns(), tile / tiling.columns()};
}

/// The duals along the borders of tiles, as far as adjoints across the border read them.
struct TileBorders {
  float *left_xx, *right_x, *right_xx, *right_xy;    ///< first and last column of a tile: [image, column of tiles, y]
  float *top_yy, *bottom_y, *bottom_yy, *bottom_xy;  ///< first and last row of a tile: [image, row of tiles, x]
  Tiling tiling;

  __device__ std::size_t column(int image, int tile) const {
    return (static_cast<std::size_t>(image) * tiling.columns() + tile) * tiling.height;
  }
  __device__ std::size_t row(int image, int tile) const {
    return (static_cast<std::size_t>(image) * tiling.rows() + tile) * tiling.width;
  }
};

inline TileBorders carve_tile_borders(const Shape& shape, Carver& scratch) {
  const Tiling tiling{shape.height, shape.width};
  const std::size_t columns = static_cast<std::size_t>(shape.batch) * tiling.columns() * shape.height;
  const std::size_t rows = static_cast<std::size_t>(shape.batch) * tiling.rows() * shape.width;
  return {scratch.take<float>(columns), scratch.take<float>(columns), scratch.take<float>(columns),
          scratch.take<float>(columns), scratch.take<float>(rows),    scratch.take<float>(rows),
          scratch.take<float>(rows),    scratch.take<float>(rows),    tiling};
}

}  // namespace hesscut::kernels::cuda
