#include "host/segment/pipeline.hpp"
#include "host/segment/revision.hpp"

/// A photo that has been solved, with other markers: decision 0021.

namespace hesscut::segment {

namespace {

constexpr int warm_first_check = 2;  ///< iterations: a solve that goes on may be there after a few

}  // namespace

Relaxed Pipeline::run_again(const WorkingPhoto& photo, Knowledge knowledge, StageClock& clock) {
  const std::span<const WorkingPhoto> photos(&photo, 1);
  if (!last_known_) return std::move(run(photos, knowledge, clock).front());
  const bool has_more = knowledge != Knowledge::nothing && only_added(*last_known_, photo.known.back());
  begin(photos.size());
  clock.start(Stage::markers);
  load_markers(photos, knowledge);
  const Recipe recipe = load_recipe(photos, knowledge);
  if (has_more && revise_labels(photo)) {
    go_on(recipe_to_go_on(recipe, parameters_), clock);
  } else {
    solve_from_markers(recipe, clock);
  }
  last_known_ = photo.known.back();
  return std::move(collect(photos, knowledge).front());
}

/// Puts the labels of the last mask in the place of those of the markers. Returns whether they are a good start.
bool Pipeline::revise_labels(const WorkingPhoto& photo) {
  for (std::size_t i = 0; i + 1 < levels_.size(); ++i) {
    queue_.restrict_by_two(levels_[i]->relaxed(), 1.0F, levels_[i + 1]->relaxed());
  }
  const Level& coarsest = *levels_.back();
  std::vector<float> u(coarsest.shape().pixels());
  queue_.download(u.data(), coarsest.relaxed().data, u.size() * sizeof(float));
  queue_.synchronize();
  const std::optional<Image> labels = revised_labels(u, parameters_.threshold, photo.known.back());
  if (!labels) return false;
  queue_.upload(coarsest.labels().data, labels->pixels.data(), labels->pixels.size());
  return true;
}

/// One fit on each grid, and every solver goes on from its own last state.
void Pipeline::go_on(const Recipe& recipe, StageClock& clock) {
  for (std::size_t i = levels_.size(); i-- > 0;) {
    Level& level = *levels_[i];
    if (i + 1 == levels_.size()) {
      region_.update(level, nullptr, recipe, recipe.refit, clock);
    } else {
      fit_finer(*levels_[i + 1], level, recipe, clock);
    }
    solve(level, i == 0, clock, warm_first_check);
    level.solver().relaxed(level.problem(), level.relaxed());
  }
}

}  // namespace hesscut::segment
