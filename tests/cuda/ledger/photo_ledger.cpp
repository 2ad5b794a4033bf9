#include "tests/cuda/ledger/photo_ledger.hpp"

#include <hesscut/hesscut.hpp>

#include "tools/scenes/scenes.hpp"

namespace hesscut::test {

PhotoLedger count_photo(int side) {
  const Image photo = scenes::render(0, side, side).photo;
  Segmenter segmenter({.device = "cuda"});
  cuda_emulation::reset_counters();
  const Cutout cutout = segmenter.cut(photo.view());
  return {side,
          {cutout.iterations, cutout.coarse_iterations},
          ledger_of(cuda_emulation::counters(), static_cast<double>(side) * side)};
}

SceneIterations scene_iterations(int count) {
  Segmenter segmenter({.device = "cpu", .threads = 1});
  SceneIterations found;
  for (int i = 0; i < count; ++i) {
    const Cutout cutout = segmenter.cut(scenes::render(i, scene_photo_width, scene_photo_height).photo.view());
    found.working_width = cutout.working_width;
    found.working_height = cutout.working_height;
    found.scenes.push_back({cutout.iterations, cutout.coarse_iterations});
  }
  return found;
}

}  // namespace hesscut::test
