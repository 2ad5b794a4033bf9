#pragma once

#include <hesscut/parameters.hpp>

#include "host/segment/level.hpp"
#include "host/segment/recipe.hpp"
#include "host/segment/stage_clock.hpp"

namespace hesscut::segment {

/// Makes the region term r of a level from its labels: data term, geodesic distances, hard markers (docs/model.md,
/// sections 4 and 5).
class RegionModel {
 public:
  RegionModel(kernels::Operations& queue, const Parameters& parameters) : queue_(queue), parameters_(parameters) {}

  /// level.labels() is what colours or means are fitted to, colours as `fit` says. coarser: the level solved before,
  /// null on the coarsest.
  void update(Level& level, const Level* coarser, const Recipe& recipe, const kernels::ColourFit& fit,
              StageClock& clock);

 private:
  void data_term(Level& level, const kernels::ColourFit& fit);
  void colour_term(Level& level, const kernels::ColourFit& fit);
  void grey_term(Level& level);
  void lab_term(Level& level);
  void border_term(Level& level);
  void place_seeds(Level& level, const Recipe& recipe);
  void selective_term(Level& level, const Level* coarser, const Recipe& recipe);
  void one_sided(Level& level);
  void two_sided(Level& level);
  void fix_means(float* means, int batch);

  kernels::Operations& queue_;
  const Parameters& parameters_;
  std::vector<float> host_means_;
};

}  // namespace hesscut::segment
