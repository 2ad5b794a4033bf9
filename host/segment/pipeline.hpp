#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <hesscut/image.hpp>
#include <hesscut/parameters.hpp>
#include <hesscut/result.hpp>

#include "host/segment/level.hpp"
#include "host/segment/region_model.hpp"

namespace hesscut::segment {

/// One photo of a batch on the working grid.
struct WorkingPhoto {
  Image rgb;                                   ///< three channels
  std::vector<Image> known;                    ///< marker maps, one for each level, finest first
  std::vector<std::vector<float>> prior = {};  ///< 1 - 2 probability for each level, finest first; or empty
  std::vector<Image> proposed = {};            ///< what the prior is sure of, alike, where it stands in for markers
};

/// What the solve says of one photo.
struct Relaxed {
  std::vector<float> u;  ///< height x width in [0, 1]
  Image known;           ///< what was taken as known on the finest grid
  solver::ImageReport report;
  int coarse_iterations = 0;
};

/// Photos of one working shape and one kind of knowledge, all with a prior or all without, through the model, from the
/// coarsest grid to the finest.
class Pipeline {
 public:
  Pipeline(device::Device& device, kernels::Operations& queue, const kernels::Shape& largest,
           const Parameters& parameters);

  /// Device memory that a pipeline for photos on that working grid takes for each of them, with what its queue needs.
  [[nodiscard]] static std::size_t bytes_per_image(const kernels::Shape& shape, const Parameters& parameters);

  /// The shapes of the grids, finest first; batch as given to the constructor.
  [[nodiscard]] const std::vector<kernels::Shape>& shapes() const { return shapes_; }

  [[nodiscard]] std::vector<Relaxed> run(std::span<const WorkingPhoto> photos, Knowledge knowledge, StageClock& clock);

  /// The photo of the last run, which had no other, with other markers: goes on from its solution where that is a good
  /// start (decision 0021), else starts from the markers. The first time it is run().
  [[nodiscard]] Relaxed run_again(const WorkingPhoto& photo, Knowledge knowledge, StageClock& clock);

 private:
  void begin(std::size_t photos);
  void load(std::span<const WorkingPhoto> photos, StageClock& clock);
  void load_markers(std::span<const WorkingPhoto> photos, Knowledge knowledge);
  void load_automatic_markers();
  void load_priors(std::span<const WorkingPhoto> photos);
  [[nodiscard]] Recipe load_recipe(std::span<const WorkingPhoto> photos, Knowledge knowledge);
  void solve_coarsest(const Recipe& recipe, StageClock& clock);
  void solve_finer(std::size_t index, const Recipe& recipe, StageClock& clock);
  void solve_from_markers(const Recipe& recipe, StageClock& clock);
  void solve(Level& level, bool to_tolerance, StageClock& clock, int first_check = solver::Options{}.first_check);
  [[nodiscard]] bool revise_labels(const WorkingPhoto& photo);
  void go_on(const Recipe& recipe, StageClock& clock);
  void fit_finer(const Level& coarse, Level& level, const Recipe& recipe, StageClock& clock);
  [[nodiscard]] std::vector<Relaxed> collect(std::span<const WorkingPhoto> photos, Knowledge knowledge);

  kernels::Operations& queue_;
  Parameters parameters_;
  std::vector<kernels::Shape> shapes_;
  std::vector<std::unique_ptr<Level>> levels_;  ///< finest first
  device::FieldArray<kernels::Rgb8> rgb_;
  RegionModel region_;
  std::vector<solver::ImageReport> reports_;
  std::vector<int> finest_iterations_, coarse_iterations_;
  std::optional<Image> last_known_;  ///< of the photo that is solved, on the coarsest grid; none while none is
};

}  // namespace hesscut::segment
