#include <cstdlib>

#include "host/segment/pipeline.hpp"

namespace hesscut::segment {
namespace {
int knob(const char* name, int otherwise) {
  const char* text = std::getenv(name);
  return text ? std::atoi(text) : otherwise;
}
}  // namespace

std::vector<Relaxed> Pipeline::run_again(std::span<const WorkingPhoto> photos, Knowledge knowledge, StageClock& clock) {
  if (!is_solved_) return run(photos, knowledge, clock);
  static const int from_mask = knob("HC_MASK", 1);  // 0: labels from markers, 1: coarse mask, 2: restricted finest
  static const int fits = knob("HC_FITS", 1);
  static const int fine = knob("HC_FINE", 0);  // 0: from coarse, 1: own
  begin(photos.size());
  clock.start(Stage::markers);
  load_markers(photos, knowledge);
  Recipe recipe = recipe_for(knowledge, parameters_);
  Level& level = *levels_.back();
  const auto threshold = static_cast<float>(parameters_.threshold);
  if (from_mask == 2) {
    for (std::size_t i = 0; i + 1 < levels_.size(); ++i) {
      queue_.restrict_by_two(levels_[i]->relaxed(), 1.0F, levels_[i + 1]->relaxed());
    }
  }
  if (from_mask > 0) queue_.labels_from_mask(level.relaxed(), level.known(), threshold, level.labels());
  for (int fit = 0; fit < fits; ++fit) {
    region_.update(level, nullptr, recipe, clock);
    solve(level, levels_.size() == 1 && fit + 1 == fits, clock);
    level.solver().relaxed(level.problem(), level.relaxed());
    queue_.labels_from_mask(level.relaxed(), level.known(), threshold, level.labels());
  }
  for (std::size_t i = levels_.size() - 1; i-- > 0;) {
    if (fine == 0) {
      solve_finer(i, recipe, clock);
    } else {
      Level& coarse = *levels_[i + 1];
      Level& here = *levels_[i];
      clock.start(Stage::region);
      queue_.prolong_by_two(coarse.relaxed(), 1.0F, here.relaxed());
      queue_.labels_from_mask(here.relaxed(), here.known(), threshold, here.labels());
      region_.update(here, &coarse, recipe, clock);
      solve(here, i == 0, clock);
      here.solver().relaxed(here.problem(), here.relaxed());
    }
  }
  return collect(photos, knowledge);
}

}  // namespace hesscut::segment
