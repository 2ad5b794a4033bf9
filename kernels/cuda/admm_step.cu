#include "kernels/cuda/queue.hpp"
#include "kernels/cuda/sweep_tile.cuh"

// One pass does everything between two linear solves, tile by tile and in place. A block brings z of its tile up to
// date and keeps the duals rho (2 prox z - z); the right-hand side K^T dual of a pixel also reads duals of its
// neighbours. It is linear in them: the first launch takes those of other tiles as zero and writes down its own that
// lie along the border; the second launch visits the pixels along borders and adds what is missing. So no block ever
// reads what another one overwrites, and nothing is computed twice.
//
// Ledger, in floats per pixel and iteration, for whole tiles of 64 x 32 pixels, where one row or column of a tile's
// border counts (64 + 32) / (64 * 32) = 0.047:
//   sweep_tiles      reads u 1, z 6, alpha, beta, r 3, a frame of u 2 x 0.047          10.10
//                    writes z 6, rhs 1, four duals along each pair of borders 4 x 0.047   7.19
//   add_neighbours   reads five duals and two rhs, writes two rhs: 9 x 0.047              0.42
//   scale_spectrum   (spectral_solve.cu) reads and writes half a spectrum, and tables      2.10
// together 19.8, beside the passes of the FFT itself.

namespace hesscut::kernels::cuda {

namespace {

using formulas::FirstOrder;
using formulas::SecondOrder;

/// Of one image. Read and divided once per block.
struct Constants {
  float rho1, rho2, rho3, gamma;
  float inverse_rho1, inverse_rho2, inverse_rho3;
};

__device__ Constants constants_of(const Penalties& p) {
  return {p.rho1, p.rho2, p.rho3, p.gamma, 1.0F / p.rho1, 1.0F / p.rho2, 1.0F / p.rho3};
}

/// Steps the vectors of a strip and returns their duals. One order after the other, to need fewer registers at once.
__device__ StripVectors step(const FramedTile& u, const StripPlace& at, const Constants& c,
                             const float (&alpha)[strip_width], const float (&beta)[strip_width], StripVectors& z) {
  StripVectors dual;
  for (int i = 0; i < strip_width; ++i) {
    const Neighbours around = neighbours(u, at.row + 1, strip_width * at.strip + i + 1);
    const float threshold1 = alpha[i] * c.inverse_rho1;
    const FirstOrder p = stepped(FirstOrder{z.x[i], z.y[i]}, gradient(around), threshold1, c.gamma);
    const FirstOrder p_dual = reflected(p, threshold1, c.rho1);
    z.x[i] = p.x;
    z.y[i] = p.y;
    dual.x[i] = p_dual.x;
    dual.y[i] = p_dual.y;
  }
  for (int i = 0; i < strip_width; ++i) {
    const Neighbours around = neighbours(u, at.row + 1, strip_width * at.strip + i + 1);
    const float threshold2 = beta[i] * c.inverse_rho2;
    const SecondOrder q = stepped(SecondOrder{z.xx[i], z.yy[i], z.xy[i]}, hessian(around), threshold2, c.gamma);
    const SecondOrder q_dual = reflected(q, threshold2, c.rho2);
    z.xx[i] = q.xx;
    z.yy[i] = q.yy;
    z.xy[i] = q.xy;
    dual.xx[i] = q_dual.xx;
    dual.yy[i] = q_dual.yy;
    dual.xy[i] = q_dual.xy;
  }
  return dual;
}

template <bool vector>
__global__ void __launch_bounds__(tile_threads, 2)
    sweep_tiles(ConstProblem problem, TransformOrder order, const Penalties* penalties, ConstFloatField u, State state,
                FloatField rhs, TileBorders borders) {
  HESSCUT_SHARED(tile, FramedTile);
  HESSCUT_SHARED(shared, SharedDuals);
  HESSCUT_SHARED(constants, Constants);
  const StripPlace at = place_of_thread(borders.tiling);
  if (at.image >= u.shape.batch) return;
  const std::size_t image = static_cast<std::size_t>(at.image) * u.shape.pixels();
  const std::size_t offset = image + static_cast<std::size_t>(at.y) * order.width + at.x;
  if (at.row == 0 && at.strip == 0) constants = constants_of(penalties[at.image]);
  StripVectors z;
  float alpha[strip_width], beta[strip_width];
  load_vectors<vector>(state, offset, at.count, z);  // before the barrier: more loads are under way at once
  load_strip<vector>(problem.alpha.data + offset, at.count, alpha);
  load_strip<vector>(problem.beta.data + offset, at.count, beta);
  load_framed_tile(u.data + image, order, at, tile);
  __syncthreads();

  const StripVectors dual = step(tile, at, constants, alpha, beta, z);
  store_vectors<vector>(state, offset, at.count, z);
  publish<vector>(dual, at, borders, shared);
  float v[strip_width], r[strip_width], out[strip_width];
  load_strip<vector>(state.v.data + offset, at.count, v);
  load_strip<vector>(problem.r.data + offset, at.count, r);
  __syncthreads();

  for (int i = 0; i < strip_width; ++i) {
    const float here = tile[at.row + 1][strip_width * at.strip + i + 1];
    v[i] = formulas::stepped_region(v[i], here, r[i], constants.inverse_rho3, constants.gamma);
    out[i] = formulas::reflected_region(v[i], r[i], constants.inverse_rho3, constants.rho3);
  }
  store_strip<vector>(state.v.data + offset, at.count, v);
  add_adjoints_within_tile(dual, at, order, shared, out);
  store_in_order<vector>(rhs.data + image, order, at, out);
}

/// Pixel i of the border of a tile, each pixel once: first row, last row, and the columns between. x is -1 when there
/// are no more.
__device__ int2 border_pixel(const Tiling& tiling, int column, int row, int i) {
  const int x_first = tiling.x_begin(column), x_last = tiling.x_end(column) - 1;
  const int y_first = tiling.y_begin(row), y_last = tiling.y_end(row) - 1;
  const int width = x_last - x_first + 1;
  const int between = y_last - y_first - 1;
  if (i < width) return {x_first + i, y_first};
  i -= width;
  if (i < width && y_last > y_first) return {x_first + i, y_last};
  i -= width;
  if (i < 0 || i >= 2 * between) return {-1, -1};
  if (i < between) return {x_first, y_first + 1 + i};
  return {x_last > x_first ? x_last : -1, y_first + 1 + i - between};
}
constexpr int border_threads = 192;
static_assert(border_threads >= 2 * (tile_width + tile_height));

/// The tile beside another one, -1 where there is none.
__device__ int tile_beyond(int tile, int count, bool wraps) {
  if (tile >= 0 && tile < count) return tile;
  return wraps ? across_border(tile, count, true) : -1;
}

/// The neighbours of a border pixel that belong to other tiles, or to this one but beyond the border of the image.
__device__ AdjointNeighbours neighbours_beyond(const TileBorders& borders, bool wraps, int image, int column, int row,
                                               int x, int y) {
  const Tiling& tiling = borders.tiling;
  const bool is_first_column = x == tiling.x_begin(column);
  const bool is_first_row = y == tiling.y_begin(row);
  const int left = tile_beyond(column - 1, tiling.columns(), wraps);
  const int right = tile_beyond(column + 1, tiling.columns(), wraps);
  const int up = tile_beyond(row - 1, tiling.rows(), wraps);
  const int down = tile_beyond(row + 1, tiling.rows(), wraps);
  AdjointNeighbours d;
  if (is_first_column && left >= 0) {
    const std::size_t at = borders.column(image, left);
    d.x_left = borders.right_x[at + y];
    d.xx_left = borders.right_xx[at + y];
    d.xy_left = borders.right_xy[at + y];
    if (y > 0 || wraps) d.xy_above_left = borders.right_xy[at + across_border(y - 1, tiling.height, wraps)];
  }
  if (is_first_row && up >= 0) {
    const std::size_t at = borders.row(image, up) + x;
    d.y_above = borders.bottom_y[at];
    d.yy_above = borders.bottom_yy[at];
    d.xy_above = borders.bottom_xy[at];
    if (!is_first_column) d.xy_above_left = borders.bottom_xy[at - 1];
  }
  if (x + 1 == tiling.x_end(column) && right >= 0) d.xx_right = borders.left_xx[borders.column(image, right) + y];
  if (y + 1 == tiling.y_end(row) && down >= 0) d.yy_below = borders.top_yy[borders.row(image, down) + x];
  return d;
}

__global__ void add_neighbours(TransformOrder order, TileBorders borders, FloatField rhs) {
  const auto [image, column, row] = tile_here(borders.tiling);
  if (image >= rhs.shape.batch) return;
  const int2 at = border_pixel(borders.tiling, column, row, static_cast<int>(threadIdx.x));
  if (at.x < 0) return;
  const AdjointNeighbours beyond = neighbours_beyond(borders, !order.reflecting, image, column, row, at.x, at.y);
  rhs.image(image)[order(at.y, at.x)] += adjoint(beyond);
}

}  // namespace

std::size_t admm_step_scratch(const Shape& shape) {
  Carver layout;
  carve_tile_borders(shape, layout);
  return layout.used();
}

void Queue::admm_sweep(const ConstProblem& problem, Boundary boundary, const Penalties* penalties, ConstFloatField u,
                       const State& state, FloatField rhs) {
  Carver memory(scratch(admm_step_scratch(u.shape)));
  const TileBorders borders = carve_tile_borders(u.shape, memory);
  const TransformOrder order = transform_order(u.shape, boundary);
  const dim3 tiles = image_grid(borders.tiling.columns() * borders.tiling.rows(), u.shape.batch);
  const auto sweep = strips_are_aligned(u.shape.width) ? sweep_tiles<true> : sweep_tiles<false>;
  launch({"sweep_tiles", tiles, dim3(strips, tile_height), stream()}, sweep, problem, order, penalties, u, state, rhs,
         borders);
  launch({"add_neighbours", tiles, dim3(border_threads), stream()}, add_neighbours, order, borders, rhs);
}

}  // namespace hesscut::kernels::cuda
