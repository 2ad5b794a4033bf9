#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/cuda/eikonal_tile.cuh"
#include "kernels/cuda/image_reduction.cuh"
#include "kernels/cuda/per_pixel.cuh"
#include "kernels/cuda/queue.hpp"

// Distances spread from tile to tile. Tiles take turns like the fields of a chess board, so that a tile never runs
// beside one that it borders on, and what it reads does not depend on which block comes first.

namespace hesscut::kernels::cuda {

namespace {

using namespace formulas;

/// All distances of a call; a wave is one distance of one image.
struct Waves {
  Shape shape;
  EikonalGrid tiles;
  const float* cost;
  const std::uint8_t* labels;
  std::uint32_t* active;  ///< [batch, distances, tiles]
  int distances;
  std::uint8_t first_seed, second_seed;
  float *first_distance, *second_distance;

  [[nodiscard]] int count() const { return shape.batch * distances; }
  /// The wave of this block; with many images it can be one too many.
  [[nodiscard]] __device__ bool exists() const { return image_here() < shape.batch * distances; }
  [[nodiscard]] __device__ bool is_first() const { return image_here() % distances == 0; }
  [[nodiscard]] __device__ std::uint8_t seed_here() const { return is_first() ? first_seed : second_seed; }
  [[nodiscard]] __device__ const std::uint8_t* labels_here() const {
    return labels + image_here() / distances * pixels_of(shape);
  }
  [[nodiscard]] __device__ Wave wave_here() const {
    const std::size_t first = image_here() / distances * pixels_of(shape);
    const std::size_t tiles_of_wave = static_cast<std::size_t>(tiles.rows) * tiles.columns;
    return {shape.height, shape.width, cost + first, (is_first() ? first_distance : second_distance) + first,
            active + image_here() * tiles_of_wave};
  }
};

/// A block a tile: distance 0 at seeds; a tile is active when it holds or borders on one.
__global__ void __launch_bounds__(eikonal_threads) start_waves_kernel(Waves waves) {
  if (!waves.exists()) return;
  const Wave wave = waves.wave_here();
  const std::uint8_t* labels = waves.labels_here();
  const auto tile = static_cast<int>(blockIdx.x);
  const int top = tile / waves.tiles.columns * eikonal_side;
  const int left = tile % waves.tiles.columns * eikonal_side;
  bool seeded = false;
  for (int i = static_cast<int>(threadIdx.x); i < eikonal_stride * eikonal_stride; i += eikonal_threads) {
    const int v = i / eikonal_stride - 1;
    const int h = i % eikonal_stride - 1;
    if (!wave.inside(top + v, left + h)) continue;
    const std::size_t at = wave.at(top + v, left + h);
    const bool is_seed = labels[at] == waves.seed_here();
    seeded = seeded || is_seed;
    if (v < 0 || v >= eikonal_side || h < 0 || h >= eikonal_side) continue;
    wave.distance[at] = is_seed ? 0.0F : std::numeric_limits<float>::infinity();
  }
  const bool any = __syncthreads_or(seeded ? 1 : 0) != 0;
  if (threadIdx.x == 0) wave.active[tile] = any ? 1 : 0;
}

/// A block a tile of one colour of the chess board.
__global__ void __launch_bounds__(eikonal_threads) spread_waves_kernel(Waves waves, int colour) {
  if (!waves.exists()) return;
  const int pairs = (waves.tiles.columns + 1) / 2;
  const int row = static_cast<int>(blockIdx.x) / pairs;
  const int column = static_cast<int>(blockIdx.x) % pairs * 2 + (row + colour) % 2;
  if (column >= waves.tiles.columns) return;
  const Wave wave = waves.wave_here();
  if (relaxed_load(wave.active + static_cast<std::size_t>(row) * waves.tiles.columns + column) == 0) return;
  solve_tile(wave, waves.tiles, row, column);
}

/// A block a wave: works off what is still active, tile by tile, until nothing is.
__global__ void __launch_bounds__(eikonal_threads) finish_waves_kernel(Waves waves) {
  if (!waves.exists()) return;
  const Wave wave = waves.wave_here();
  const int count = waves.tiles.rows * waves.tiles.columns;
  const auto any_active = [&] {
    bool active = false;
    for (int tile = static_cast<int>(threadIdx.x); tile < count; tile += eikonal_threads) {
      active = active || relaxed_load(wave.active + tile) != 0;
    }
    return __syncthreads_or(active ? 1 : 0) != 0;
  };
  while (any_active()) {
    for (int tile = 0; tile < count; ++tile) {
      const bool active = relaxed_load(wave.active + tile) != 0;
      if (active) solve_tile(wave, waves.tiles, tile / waves.tiles.columns, tile % waves.tiles.columns);
      __syncthreads();  // the next tile needs the flags and the shared memory of this one
    }
  }
}

std::uint32_t* take_flags(Carver& carver, const Shape& shape) {
  return carver.take<std::uint32_t>(EikonalGrid(shape).count() * shape.batch * most_distances);
}

/// The largest distance that is not infinite, as the factor that makes it 1.
struct LargestDistance {
  using Value = float;
  using Combine = Larger;
  static constexpr int count = 1;

  const float* distance;
  float* factor;

  __device__ void gather(std::size_t index, float (&largest)[count]) const {
    const float value = distance[index];
    if (!std::isinf(value)) largest[0] = maximum(largest[0], value);
  }
  __device__ void finish(int image, const float (&largest)[count]) const {
    factor[image] = reciprocal_of_maximum(largest[0]);
  }
};

struct MaximumScratch {
  float *chunks, *factor;

  MaximumScratch(Carver& carver, const Shape& shape)
      : chunks(take_chunks<LargestDistance>(carver, shape)), factor(carver.take<float>(shape.batch)) {}
};

/// in may be out.
__global__ void scale_distance_kernel(Shape shape, const float* in, const float* __restrict__ factor, float* out) {
  const PixelHere here = pixel_here(shape);
  if (here.inside) out[here.index] = scaled_distance(in[here.index], factor[here.image]);
}

__global__ void rci_cost_kernel(Shape shape, const float* __restrict__ g2, const float* __restrict__ euclidean,
                                float* __restrict__ cost) {
  const PixelHere here = pixel_here(shape);
  if (here.inside) cost[here.index] = formulas::rci_cost(g2[here.index], euclidean[here.index]);
}

__global__ void likelihood_cost_kernel(Shape shape, const float* __restrict__ likelihood_g2,
                                       const float* __restrict__ colour_g2, float floor, float likelihood_weight,
                                       float colour_weight, float* __restrict__ cost) {
  const PixelHere here = pixel_here(shape);
  if (!here.inside) return;
  cost[here.index] = formulas::likelihood_cost(likelihood_g2[here.index], colour_g2[here.index], floor,
                                               likelihood_weight, colour_weight);
}

/// out may be one of the others.
__global__ void two_sided_kernel(Shape shape, const float* to_foreground, const float* to_background, float* out) {
  const PixelHere here = pixel_here(shape);
  if (here.inside) out[here.index] = two_sided(to_foreground[here.index], to_background[here.index]);
}

__global__ void anti_marker_kernel(Shape shape, const float* __restrict__ to_background, float* __restrict__ out) {
  const PixelHere here = pixel_here(shape);
  if (here.inside) out[here.index] += anti_marker(to_background[here.index]);
}

}  // namespace

std::size_t geodesic_scratch(const Shape& shape) {
  Carver flags;
  take_flags(flags, shape);
  Carver maximum_of;
  MaximumScratch(maximum_of, shape);
  return std::max(flags.used(), maximum_of.used());
}

void Queue::geodesic_distances(ConstFloatField cost, ConstByteField labels, std::span<const SeededDistance> distances) {
  if (distances.empty()) return;
  Carver carver(scratch(geodesic_scratch(cost.shape)));
  static_assert(most_distances == 2);
  const SeededDistance& first = distances.front();
  const SeededDistance& second = distances.back();
  const Waves waves{.shape = cost.shape,
                    .tiles = EikonalGrid(cost.shape),
                    .cost = cost.data,
                    .labels = labels.data,
                    .active = take_flags(carver, cost.shape),
                    .distances = static_cast<int>(distances.size()),
                    .first_seed = first.seed,
                    .second_seed = second.seed,
                    .first_distance = first.distance.data,
                    .second_distance = second.distance.data};
  const auto tiles = static_cast<unsigned>(waves.tiles.count());
  launch({"start_waves", image_grid(tiles, waves.count()), eikonal_threads, stream_}, start_waves_kernel, waves);
  // A wave crosses at least one tile a turn. The shortest way between any two tiles takes rows + columns turns; paths
  // of photos are seldom twice as long, and whatever is longer is left to the finish.
  const int rounds = waves.tiles.rows + waves.tiles.columns;
  const auto tiles_of_colour = static_cast<unsigned>(waves.tiles.rows * ((waves.tiles.columns + 1) / 2));
  for (int turn = 0; turn < 2 * rounds; ++turn) {
    launch({"spread_waves", image_grid(tiles_of_colour, waves.count()), eikonal_threads, stream_}, spread_waves_kernel,
           waves, turn % 2);
  }
  launch({"finish_waves", image_grid(1, waves.count()), eikonal_threads, stream_}, finish_waves_kernel, waves);
}

void Queue::normalise_by_maximum(ConstFloatField in, FloatField out) {
  Carver carver(scratch(geodesic_scratch(in.shape)));
  const MaximumScratch own(carver, in.shape);
  reduce_images("largest_distance", stream_, in.shape, LargestDistance{in.data, own.factor}, own.chunks);
  launch_per_pixel("normalise_by_maximum", stream_, in.shape, scale_distance_kernel, in.data, own.factor, out.data);
}

void Queue::rci_cost(ConstFloatField g2, ConstFloatField euclidean, FloatField cost) {
  launch_per_pixel("rci_cost", stream_, g2.shape, rci_cost_kernel, g2.data, euclidean.data, cost.data);
}

void Queue::likelihood_cost(ConstFloatField likelihood_g2, ConstFloatField colour_g2, float floor,
                            float likelihood_weight, float colour_weight, FloatField cost) {
  launch_per_pixel("likelihood_cost", stream_, cost.shape, likelihood_cost_kernel, likelihood_g2.data, colour_g2.data,
                   floor, likelihood_weight, colour_weight, cost.data);
}

void Queue::two_sided_selective(ConstFloatField to_foreground, ConstFloatField to_background, FloatField out) {
  launch_per_pixel("two_sided_selective", stream_, out.shape, two_sided_kernel, to_foreground.data, to_background.data,
                   out.data);
}

void Queue::add_anti_marker_term(ConstFloatField to_background, FloatField out) {
  launch_per_pixel("add_anti_marker_term", stream_, out.shape, anti_marker_kernel, to_background.data, out.data);
}

}  // namespace hesscut::kernels::cuda
