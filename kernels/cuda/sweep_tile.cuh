#pragma once

#include "kernels/cuda/stencil.cuh"
#include "kernels/cuda/strip.cuh"
#include "kernels/cuda/tile_borders.cuh"
#include "kernels/cuda/transform_order.cuh"
#include "kernels/operations.hpp"

/// A tile of the sweep: how a block reads it, what its threads tell each other, and how it writes the result.

namespace hesscut::kernels::cuda {

inline constexpr int tile_width = Tiling::tile_width;
inline constexpr int tile_height = Tiling::tile_height;
inline constexpr int strips = tile_width / strip_width;
inline constexpr int tile_threads = strips * tile_height;

/// u of a tile and of the frame of one pixel around it.
using FramedTile = float[tile_height + 2][tile_width + 2];

/// Vectors of a strip: z, or duals.
struct StripVectors {
  float x[strip_width], y[strip_width];
  float xx[strip_width], yy[strip_width], xy[strip_width];
};

/// What the threads of a tile tell each other: whole strips to the row above and below, the ends to both sides.
struct SharedDuals {
  float4 y[tile_height][strips], yy[tile_height][strips], xy[tile_height][strips];
  float x_last[tile_height][strips], xy_last[tile_height][strips];
  float xx_first[tile_height][strips], xx_last[tile_height][strips];
};

/// A thread's strip.
struct StripPlace {
  int image, tile_column, tile_row;
  int strip, row;  ///< within the tile
  int x, y;        ///< within the image
  int x_end, y_end;
  int count;  ///< pixels of the strip that exist
};

__device__ inline StripPlace place_of_thread(const Tiling& tiling) {
  const TileHere tile = tile_here(tiling);
  StripPlace at{};
  at.image = tile.image;
  at.tile_column = tile.column;
  at.tile_row = tile.row;
  at.strip = static_cast<int>(threadIdx.x);
  at.row = static_cast<int>(threadIdx.y);
  at.x = tiling.x_begin(at.tile_column) + strip_width * at.strip;
  at.y = tiling.y_begin(at.tile_row) + at.row;
  at.x_end = tiling.x_end(at.tile_column);
  at.y_end = tiling.y_end(at.tile_row);
  at.count = at.y < at.y_end ? max(0, min(strip_width, at.x_end - at.x)) : 0;
  return at;
}

__device__ inline void load_framed_tile(const float* u, const TransformOrder& order, const StripPlace& at,
                                        FramedTile& tile) {
  const int x_begin = at.tile_column * tile_width;
  const int y_begin = at.tile_row * tile_height;
  const bool wraps = !order.reflecting;
  constexpr int framed_width = tile_width + 2;
  for (int i = at.row * strips + at.strip; i < (tile_height + 2) * framed_width; i += tile_threads) {
    const int row = i / framed_width;
    const int column = i % framed_width;
    const int y = y_begin - 1 + row;
    const int x = x_begin - 1 + column;
    if (y > at.y_end || x > at.x_end) continue;
    tile[row][column] = u[order(across_border(y, order.height, wraps), across_border(x, order.width, wraps))];
  }
}

template <bool vector>
__device__ void load_vectors(const State& state, std::size_t offset, int count, StripVectors& z) {
  load_strip<vector>(state.px.data + offset, count, z.x);
  load_strip<vector>(state.py.data + offset, count, z.y);
  load_strip<vector>(state.qxx.data + offset, count, z.xx);
  load_strip<vector>(state.qyy.data + offset, count, z.yy);
  load_strip<vector>(state.qxy.data + offset, count, z.xy);
}

template <bool vector>
__device__ void store_vectors(const State& state, std::size_t offset, int count, const StripVectors& z) {
  store_strip<vector>(state.px.data + offset, count, z.x);
  store_strip<vector>(state.py.data + offset, count, z.y);
  store_strip<vector>(state.qxx.data + offset, count, z.xx);
  store_strip<vector>(state.qyy.data + offset, count, z.yy);
  store_strip<vector>(state.qxy.data + offset, count, z.xy);
}

__device__ inline float4 as_float4(const float (&v)[strip_width]) {
  return {v[0], v[1], v[2], v[3]};
}

/// Makes the duals of a strip known to the block, and to other tiles.
template <bool vector>
__device__ void publish(const StripVectors& dual, const StripPlace& at, const TileBorders& borders,
                        SharedDuals& shared) {
  constexpr int last = strip_width - 1;
  shared.y[at.row][at.strip] = as_float4(dual.y);
  shared.yy[at.row][at.strip] = as_float4(dual.yy);
  shared.xy[at.row][at.strip] = as_float4(dual.xy);
  shared.x_last[at.row][at.strip] = dual.x[last];
  shared.xy_last[at.row][at.strip] = dual.xy[last];
  shared.xx_first[at.row][at.strip] = dual.xx[0];
  shared.xx_last[at.row][at.strip] = dual.xx[last];

  const std::size_t in_column = borders.column(at.image, at.tile_column) + at.y;
  if (at.strip == 0 && at.count > 0) borders.left_xx[in_column] = dual.xx[0];
  for (int i = 0; i < strip_width; ++i) {
    if (i >= at.count || at.x + i + 1 != at.x_end) continue;
    borders.right_x[in_column] = dual.x[i];
    borders.right_xx[in_column] = dual.xx[i];
    borders.right_xy[in_column] = dual.xy[i];
  }
  const std::size_t in_row = borders.row(at.image, at.tile_row) + at.x;
  if (at.row == 0) store_strip<vector>(borders.top_yy + in_row, at.count, dual.yy);
  if (at.y + 1 == at.y_end) {
    store_strip<vector>(borders.bottom_y + in_row, at.count, dual.y);
    store_strip<vector>(borders.bottom_yy + in_row, at.count, dual.yy);
    store_strip<vector>(borders.bottom_xy + in_row, at.count, dual.xy);
  }
}

/// Adds K^T dual of a strip, without the duals of other tiles. Beyond the border of a reflecting image the differences
/// do not exist: there x, y and xy are zero and xx, yy repeat.
__device__ inline void add_adjoints_within_tile(const StripVectors& dual, const StripPlace& at,
                                                const TransformOrder& image, const SharedDuals& shared,
                                                float (&out)[strip_width]) {
  constexpr int last = strip_width - 1;
  const bool above_inside = at.row > 0;
  const bool below_inside = at.y + 1 < at.y_end;
  const bool left_inside = at.strip > 0;
  const bool repeats_above = image.reflecting && at.y == 0;
  const bool repeats_below = image.reflecting && at.y + 1 == image.height;
  const float4 zero{0, 0, 0, 0};
  const float4 y = above_inside ? shared.y[at.row - 1][at.strip] : zero;
  const float4 yy_up = above_inside ? shared.yy[at.row - 1][at.strip] : zero;
  const float4 yy_down = below_inside ? shared.yy[at.row + 1][at.strip] : zero;
  const float4 xy = above_inside ? shared.xy[at.row - 1][at.strip] : zero;
  const float y_above[] = {y.x, y.y, y.z, y.w};
  const float yy_above[] = {yy_up.x, yy_up.y, yy_up.z, yy_up.w};
  const float yy_below[] = {yy_down.x, yy_down.y, yy_down.z, yy_down.w};
  const float xy_above[] = {xy.x, xy.y, xy.z, xy.w};
  for (int i = 0; i < strip_width; ++i) {
    AdjointNeighbours d;
    d.x = dual.x[i];
    d.y = dual.y[i];
    d.xx = dual.xx[i];
    d.yy = dual.yy[i];
    d.xy = dual.xy[i];
    if (i > 0) {
      d.x_left = dual.x[i - 1];
      d.xx_left = dual.xx[i - 1];
      d.xy_left = dual.xy[i - 1];
      d.xy_above_left = xy_above[i - 1];
    } else if (left_inside) {
      d.x_left = shared.x_last[at.row][at.strip - 1];
      d.xx_left = shared.xx_last[at.row][at.strip - 1];
      d.xy_left = shared.xy_last[at.row][at.strip - 1];
      if (above_inside) d.xy_above_left = shared.xy_last[at.row - 1][at.strip - 1];
    } else if (image.reflecting && at.x == 0) {
      d.xx_left = d.xx;
    }
    if (at.x + i + 1 < at.x_end) {
      d.xx_right = i < last ? dual.xx[min(i + 1, last)] : shared.xx_first[at.row][at.strip + 1];
    } else if (image.reflecting && at.x + i + 1 == image.width) {
      d.xx_right = d.xx;
    }
    d.y_above = y_above[i];
    d.xy_above = xy_above[i];
    d.yy_above = repeats_above ? d.yy : yy_above[i];
    d.yy_below = repeats_below ? d.yy : yy_below[i];
    out[i] += adjoint(d);
  }
}

/// Stores a strip of row y at its places in transform order.
template <bool vector>
__device__ void store_in_order(float* field, const TransformOrder& order, const StripPlace& at,
                               const float (&v)[strip_width]) {
  if (at.count == 0) return;
  float* const row = field + order.row(at.y);
  if (!order.reflecting) {
    store_strip<vector>(row + at.x, at.count, v);
  } else if constexpr (vector) {  // even columns ascend from the start of the row, odd ones descend from its end
    *reinterpret_cast<float2*>(row + at.x / 2) = {v[0], v[2]};
    *reinterpret_cast<float2*>(row + order.width - 2 - at.x / 2) = {v[3], v[1]};
  } else {
    for (int i = 0; i < at.count; ++i) row[order.column(at.x + i)] = v[i];
  }
}

}  // namespace hesscut::kernels::cuda
