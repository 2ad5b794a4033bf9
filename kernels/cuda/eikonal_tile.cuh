#pragma once

#include <cstdint>
#include <limits>

#include "kernels/cuda/compat.cuh"
#include "kernels/field.hpp"
#include "kernels/formulas/eikonal.hpp"

/// Part of a geodesic distance: a square of pixels that one block solves for, given the distances round about.
/// Distances only ever fall, and where none can fall any further the scheme's own solution is reached, whatever the
/// order was.

namespace hesscut::kernels::cuda {

inline constexpr int eikonal_side = 32;
inline constexpr int eikonal_stride = eikonal_side + 2;  ///< with the nearest pixels round about
inline constexpr int eikonal_threads = 256;

/// The tiles that cover an image.
struct EikonalGrid {
  int rows, columns;

  explicit EikonalGrid(const Shape& shape)
      : rows((shape.height - 1) / eikonal_side + 1), columns((shape.width - 1) / eikonal_side + 1) {}
  [[nodiscard]] std::size_t count() const { return static_cast<std::size_t>(rows) * columns; }
};

/// One distance of one image.
struct Wave {
  int height, width;
  const float* cost;
  float* distance;
  std::uint32_t* active;  ///< a flag a tile: some distance in it may fall

  [[nodiscard]] __device__ std::size_t at(int y, int x) const { return static_cast<std::size_t>(y) * width + x; }
  [[nodiscard]] __device__ bool inside(int y, int x) const { return y >= 0 && y < height && x >= 0 && x < width; }
};

/// A tile of a wave in shared memory, pixels beyond the image infinitely far away and never reached.
struct EikonalTile {
  float (*distance)[eikonal_stride];  ///< [eikonal_stride], from the row and column before the tile's own
  float (*cost)[eikonal_side];        ///< [eikonal_side]
  int top, left;                      ///< of the tile's own pixels

  __device__ void load(const Wave& wave) const {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    for (int i = static_cast<int>(threadIdx.x); i < eikonal_stride * eikonal_stride; i += eikonal_threads) {
      const int v = i / eikonal_stride;
      const int h = i % eikonal_stride;
      const int y = top + v - 1;
      const int x = left + h - 1;
      const bool corner = (v == 0 || v > eikonal_side) && (h == 0 || h > eikonal_side);  // no pixel looks at it
      const bool inside = !corner && wave.inside(y, x);
      distance[v][h] = inside ? wave.distance[wave.at(y, x)] : infinity;
    }
    for (int i = static_cast<int>(threadIdx.x); i < eikonal_side * eikonal_side; i += eikonal_threads) {
      const int y = top + i / eikonal_side;
      const int x = left + i % eikonal_side;
      cost[i / eikonal_side][i % eikonal_side] = wave.inside(y, x) ? wave.cost[wave.at(y, x)] : infinity;
    }
  }

  /// Updates a pixel of the tile; whether it fell.
  __device__ bool update(int y, int x) const {
    const float in_x = formulas::minimum(distance[y + 1][x], distance[y + 1][x + 2]);
    const float in_y = formulas::minimum(distance[y][x + 1], distance[y + 2][x + 1]);
    const float found = formulas::eikonal_update(in_x, in_y, cost[y][x]);
    if (!formulas::falls(distance[y + 1][x + 1], found)) return false;
    distance[y + 1][x + 1] = found;
    return true;
  }

  /// Updates all pixels until none falls, like the fields of a chess board in turns: neighbours never change together,
  /// so that the result does not depend on the order of threads.
  __device__ void relax() const {
    constexpr int pixels_of_colour = eikonal_side * eikonal_side / 2;
    bool fell = true;
    while (__syncthreads_or(fell ? 1 : 0) != 0) {
      fell = false;
      for (int colour = 0; colour < 2; ++colour) {
        for (int i = static_cast<int>(threadIdx.x); i < pixels_of_colour; i += eikonal_threads) {
          const int y = i / (eikonal_side / 2);
          const int x = i % (eikonal_side / 2) * 2 + (y + colour) % 2;
          if (update(y, x)) fell = true;
        }
        if (colour == 0) __syncthreads();
      }
    }
  }

  /// Writes what fell, lets the tile rest and wakes the tiles that border on what fell.
  __device__ void store(const Wave& wave, const EikonalGrid& tiles) const {
    const int row = top / eikonal_side;
    const int column = left / eikonal_side;
    std::uint32_t* own = wave.active + static_cast<std::size_t>(row) * tiles.columns + column;
    if (threadIdx.x == 0) relaxed_store(own, 0U);  // here, where every thread has read it
    for (int i = static_cast<int>(threadIdx.x); i < eikonal_side * eikonal_side; i += eikonal_threads) {
      const int v = i / eikonal_side;
      const int h = i % eikonal_side;
      if (!wave.inside(top + v, left + h)) continue;
      const std::size_t at = wave.at(top + v, left + h);
      const float found = distance[v + 1][h + 1];
      if (found == wave.distance[at]) continue;
      wave.distance[at] = found;
      if (v == 0 && row > 0) relaxed_store(own - tiles.columns, 1U);
      if (v == eikonal_side - 1 && row + 1 < tiles.rows) relaxed_store(own + tiles.columns, 1U);
      if (h == 0 && column > 0) relaxed_store(own - 1, 1U);
      if (h == eikonal_side - 1 && column + 1 < tiles.columns) relaxed_store(own + 1, 1U);
    }
  }
};

/// Solves for a tile; to be called by all threads of a block, after a barrier where another tile came before.
__device__ inline void solve_tile(const Wave& wave, const EikonalGrid& tiles, int row, int column) {
  HESSCUT_SHARED(distance, float[eikonal_stride][eikonal_stride]);
  HESSCUT_SHARED(cost, float[eikonal_side][eikonal_side]);
  const EikonalTile tile{distance, cost, row * eikonal_side, column * eikonal_side};
  tile.load(wave);
  tile.relax();
  tile.store(wave, tiles);
}

}  // namespace hesscut::kernels::cuda
