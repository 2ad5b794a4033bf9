#pragma once

#include <vector>

#include "tests/cuda/ledger/ledger.hpp"

namespace hesscut::test {

/// ADMM iterations of a photo.
struct Iterations {
  int finest = 0;  ///< on the grid that is asked for
  int coarse = 0;  ///< on the grid of half the side, all fits together
};

/// Everything that the device does for one photo, from its colours to the refined mask.
struct PhotoLedger {
  int side = 0;
  Iterations iterations;
  Ledger kernels;  ///< bytes a pixel of the finest grid; copies and fills of memory are not kernels
};

/// Counts the first rendered scene, `side` pixels square, with preset product and nothing marked.
[[nodiscard]] PhotoLedger count_photo(int side);

/// The photos of build/bench/throughput, which are solved on a grid of 512 x 384.
inline constexpr int scene_photo_width = 1024;
inline constexpr int scene_photo_height = 768;
struct SceneIterations {
  int working_width = 0, working_height = 0;
  std::vector<Iterations> scenes;
};
/// How long the first `count` rendered scenes take to their certificates, with nothing marked: on the CPU, which solves
/// the same problems in the same iterations.
[[nodiscard]] SceneIterations scene_iterations(int count);

}  // namespace hesscut::test
