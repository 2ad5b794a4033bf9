#include <cmath>

#include "kernels/cuda/per_pixel.cuh"
#include "kernels/cuda/queue.hpp"
#include "kernels/cuda/reduction.cuh"
#include "kernels/cuda/scratch.hpp"
#include "kernels/cuda/stencil.cuh"
#include "kernels/cuda/transform_order.cuh"
#include "kernels/formulas/duality.hpp"

// A block adds up the terms of one tile, in double and in a fixed order; a second launch adds up the tiles of an image.
// Nothing is written but sums, so a tile makes the multipliers around it once more instead of asking its neighbours.

namespace hesscut::kernels::cuda {

namespace {

using formulas::FirstOrder;
using formulas::SecondOrder;

constexpr int tile_width = 32;
constexpr int tile_height = 16;
constexpr int framed_width = tile_width + 2;
constexpr int framed_height = tile_height + 2;
constexpr int threads = 256;

using Plane = float[framed_height][framed_width];

/// A tile and the frame of one pixel around it: what is delivered of u, and the multipliers.
struct FramedTile {
  Plane u, x, y, xx, yy, xy;
};

/// Fields of one image.
struct Image {
  const float *u, *alpha, *beta, *r, *px, *py, *qxx, *qyy, *qxy;
  TransformOrder order;
};

__device__ Image image_of(const ConstProblem& problem, const ConstFloatField& u, const ConstState& state,
                          const TransformOrder& order, int b) {
  return {u.image(b),        problem.alpha.image(b), problem.beta.image(b), problem.r.image(b), state.px.image(b),
          state.py.image(b), state.qxx.image(b),     state.qyy.image(b),    state.qxy.image(b), order};
}

[[nodiscard]] __host__ __device__ int tiles_across(int width) {
  return (width + tile_width - 1) / tile_width;
}
[[nodiscard]] int tiles_of_image(const Shape& shape) {
  return tiles_across(shape.width) * ((shape.height + tile_height - 1) / tile_height);
}

/// Fills in pixel (y, x), which may lie one beyond the border of the image. Multipliers beyond a reflecting border: x,
/// y and xy are zero, for those differences do not exist; xx and yy repeat.
__device__ void load_pixel(const Image& image, const Penalties& rho, int y, int x, int row, int column,
                           FramedTile& tile) {
  const TransformOrder& order = image.order;
  const int inner_y = across_border(y, order.height, !order.reflecting);
  const int inner_x = across_border(x, order.width, !order.reflecting);
  const bool exists = !order.reflecting || (inner_y == y && inner_x == x);
  const std::size_t i = static_cast<std::size_t>(inner_y) * order.width + inner_x;
  const FirstOrder p{image.px[i], image.py[i]};
  const SecondOrder q{image.qxx[i], image.qyy[i], image.qxy[i]};
  const float p_factor = formulas::multiplier_factor(square(p), image.alpha[i], rho.rho1);
  const float q_factor = formulas::multiplier_factor(square(q), image.beta[i], rho.rho2);
  tile.u[row][column] = formulas::delivered(image.u[order(inner_y, inner_x)], image.r[i]);
  tile.x[row][column] = exists ? p_factor * p.x : 0.0F;
  tile.y[row][column] = exists ? p_factor * p.y : 0.0F;
  tile.xx[row][column] = q_factor * q.xx;
  tile.yy[row][column] = q_factor * q.yy;
  tile.xy[row][column] = exists ? q_factor * q.xy : 0.0F;
}

__device__ float adjoint_of_multipliers(const FramedTile& tile, int y, int x) {
  AdjointNeighbours d;
  d.x_left = tile.x[y][x - 1];
  d.x = tile.x[y][x];
  d.y_above = tile.y[y - 1][x];
  d.y = tile.y[y][x];
  d.xx_left = tile.xx[y][x - 1];
  d.xx = tile.xx[y][x];
  d.xx_right = tile.xx[y][x + 1];
  d.yy_above = tile.yy[y - 1][x];
  d.yy = tile.yy[y][x];
  d.yy_below = tile.yy[y + 1][x];
  d.xy_left = tile.xy[y][x - 1];
  d.xy = tile.xy[y][x];
  d.xy_above_left = tile.xy[y - 1][x - 1];
  d.xy_above = tile.xy[y - 1][x];
  return adjoint(d);
}

/// 1 where u is above the threshold, else 0.
__device__ Neighbours mask_of(const Neighbours& u, float threshold) {
  const auto above = [threshold](float v) { return v > threshold ? 1.0F : 0.0F; };
  return {above(u.above), above(u.left), above(u.here), above(u.right), above(u.below), above(u.below_right)};
}

__device__ float regulariser(const Neighbours& u, float alpha, float beta) {
  return alpha * std::sqrt(square(gradient(u))) + beta * std::sqrt(square(hessian(u)));
}

/// Adds the terms of a pixel to energy, gap and energy of the mask.
__device__ void add_terms(const FramedTile& tile, int row, int column, float alpha, float beta, float r,
                          float threshold, double (&sums)[3]) {
  const Neighbours u = neighbours(tile.u, row, column);
  const Neighbours mask = mask_of(u, threshold);
  const FirstOrder du = gradient(u);
  const SecondOrder d2u = hessian(u);
  const float first = alpha * std::sqrt(square(du));
  const float second = beta * std::sqrt(square(d2u));
  const float first_product = tile.x[row][column] * du.x + tile.y[row][column] * du.y;
  const float second_product =
      tile.xx[row][column] * d2u.xx + tile.yy[row][column] * d2u.yy + tile.xy[row][column] * d2u.xy;
  const float free = formulas::free_region(r);
  const float d = free + adjoint_of_multipliers(tile, row, column);
  sums[0] += first + second;
  sums[0] += free * u.here;
  sums[1] += formulas::regulariser_gap(first, first_product) + formulas::regulariser_gap(second, second_product);
  sums[1] += formulas::region_gap(d, u.here, formulas::lower_bound(r), formulas::upper_bound(r));
  sums[2] += regulariser(mask, alpha, beta);
  sums[2] += free * mask.here;
}

__device__ CertificateSums as_certificate(const double (&sums)[3]) {
  return {sums[0], sums[1], sums[2]};
}

__global__ void __launch_bounds__(threads)
    certify_tiles(ConstProblem problem, TransformOrder order, const Penalties* penalties, ConstFloatField u,
                  ConstState state, float threshold, CertificateSums* tiles) {
  HESSCUT_SHARED(tile, FramedTile);
  const int thread = static_cast<int>(threadIdx.x);
  const int b = image_here();
  if (b >= u.shape.batch) return;
  const int tile_number = static_cast<int>(blockIdx.x);
  const int y_begin = tile_number / tiles_across(order.width) * tile_height;
  const int x_begin = tile_number % tiles_across(order.width) * tile_width;
  const Image image = image_of(problem, u, state, order, b);
  for (int i = thread; i < framed_height * framed_width; i += threads) {
    const int row = i / framed_width;
    const int column = i % framed_width;
    const int y = y_begin - 1 + row;
    const int x = x_begin - 1 + column;
    if (y <= order.height && x <= order.width) load_pixel(image, penalties[b], y, x, row, column, tile);
  }
  __syncthreads();
  double sums[3] = {0, 0, 0};
  for (int i = thread; i < tile_height * tile_width; i += threads) {
    const int row = i / tile_width;
    const int column = i % tile_width;
    const int y = y_begin + row;
    const int x = x_begin + column;
    if (y >= order.height || x >= order.width) continue;
    const std::size_t at = static_cast<std::size_t>(y) * order.width + x;
    add_terms(tile, row + 1, column + 1, image.alpha[at], image.beta[at], image.r[at], threshold, sums);
  }
  reduce_block<threads>(thread, sums, Sum{});
  if (thread == 0) tiles[static_cast<std::size_t>(b) * gridDim.x + tile_number] = as_certificate(sums);
}

/// One block per image.
__global__ void __launch_bounds__(threads) add_tiles(const CertificateSums* tiles, int count, CertificateSums* out) {
  const int thread = static_cast<int>(threadIdx.x);
  const CertificateSums* const of_image = tiles + static_cast<std::size_t>(blockIdx.x) * count;
  double sums[3] = {0, 0, 0};
  for (int i = thread; i < count; i += threads) {
    sums[0] += of_image[i].energy;
    sums[1] += of_image[i].gap;
    sums[2] += of_image[i].mask_energy;
  }
  reduce_block<threads>(thread, sums, Sum{});
  if (thread == 0) out[blockIdx.x] = as_certificate(sums);
}

}  // namespace

std::size_t certificate_scratch(const Shape& shape) {
  Carver layout;
  layout.take<CertificateSums>(static_cast<std::size_t>(shape.batch) * tiles_of_image(shape));
  return layout.used();
}

void Queue::certificate(const ConstProblem& problem, Boundary boundary, const Penalties* penalties, ConstFloatField u,
                        const ConstState& state, float threshold, CertificateSums* out) {
  auto* const tile_sums = reinterpret_cast<CertificateSums*>(scratch(certificate_scratch(u.shape)));
  const int tiles = tiles_of_image(u.shape);
  launch({"certify_tiles", image_grid(tiles, u.shape.batch), dim3(threads), stream()}, certify_tiles, problem,
         transform_order(u.shape, boundary), penalties, u, state, threshold, tile_sums);
  launch({"add_tiles", dim3(u.shape.batch), dim3(threads), stream()}, add_tiles, tile_sums, tiles, out);
}

}  // namespace hesscut::kernels::cuda
