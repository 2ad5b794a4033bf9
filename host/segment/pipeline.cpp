#include "host/segment/pipeline.hpp"

#include <hesscut/markers.hpp>

#include "host/segment/automatic_markers.hpp"
#include "host/segment/prepare.hpp"
#include "host/segment/weights.hpp"
#include "host/segment/working_shape.hpp"

namespace hesscut::segment {

namespace {

constexpr int loose_iterations = 32;      ///< of a solve whose only use is the next fit or the next grid
constexpr double loose_tolerance = 1e-3;  ///< relative gap at which such a solve may stop before

}  // namespace

Pipeline::Pipeline(device::Device& device, kernels::Operations& queue, const kernels::Shape& largest,
                   const Parameters& parameters)
    : queue_(queue), parameters_(parameters), rgb_(device, largest), region_(queue, parameters_) {
  kernels::Shape shape = largest;
  for (int i = usable_levels(largest, parameters.levels); i > 0; --i) {
    shapes_.push_back(shape);
    levels_.push_back(std::make_unique<Level>(device, queue, shape, parameters.boundary));
    shape = coarser(shape);
  }
}

std::size_t Pipeline::bytes_per_image(const kernels::Shape& shape, const Parameters& parameters) {
  // A half spectrum as large as a field, as much again for the transform's work, and a few fields of any operation.
  constexpr std::size_t queue_bytes_per_pixel = 6 * sizeof(float);
  std::size_t bytes = shape.pixels() * (sizeof(kernels::Rgb8) + queue_bytes_per_pixel);
  kernels::Shape grid = shape;
  for (int i = usable_levels(shape, parameters.levels); i > 0; --i) {
    bytes += Level::bytes_per_image(grid);
    grid = coarser(grid);
  }
  return bytes;
}

std::vector<Relaxed> Pipeline::run(std::span<const WorkingPhoto> photos, Knowledge knowledge, StageClock& clock) {
  begin(photos.size());
  load(photos, clock);
  clock.start(Stage::markers);
  load_markers(photos, knowledge);
  solve_from_markers(load_recipe(photos, knowledge), clock);
  last_known_ = photos.front().known.back();
  return collect(photos, knowledge);
}

/// Brings priors to the device, and says how photos of that knowledge are treated.
Recipe Pipeline::load_recipe(std::span<const WorkingPhoto> photos, Knowledge knowledge) {
  const bool has_prior = !photos.front().prior.empty();
  if (has_prior) load_priors(photos);
  return recipe_for(knowledge, has_prior, parameters_);
}

void Pipeline::solve_from_markers(const Recipe& recipe, StageClock& clock) {
  solve_coarsest(recipe, clock);
  for (std::size_t i = levels_.size() - 1; i-- > 0;) solve_finer(i, recipe, clock);
}

void Pipeline::begin(std::size_t photos) {
  const int batch = static_cast<int>(photos);
  last_known_.reset();
  for (const auto& level : levels_) level->set_batch(batch);
  reports_.assign(batch, {});
  finest_iterations_.assign(batch, 0);
  coarse_iterations_.assign(batch, 0);
}

/// Colours and weights of every level.
void Pipeline::load(std::span<const WorkingPhoto> photos, StageClock& clock) {
  clock.start(Stage::weights);
  Level& finest = *levels_.front();
  const kernels::Field<kernels::Rgb8> rgb = rgb_.field(finest.batch());
  for (std::size_t i = 0; i < photos.size(); ++i) {
    queue_.upload(rgb.image(static_cast<int>(i)), photos[i].rgb.pixels.data(), photos[i].rgb.pixels.size());
  }
  const kernels::Field<const kernels::Rgb8> colours(rgb.data, rgb.shape);
  queue_.lab_from_rgb(colours, finest.lab());
  queue_.grey_from_rgb(colours, finest.grey());
  measure_colour_gradient(queue_, finest);
  estimate_weights(queue_, parameters_, finest);
  for (std::size_t i = 1; i < levels_.size(); ++i) restrict_photo(queue_, *levels_[i - 1], *levels_[i]);
}

/// Marker maps of every level, and the first labels of the coarsest.
void Pipeline::load_markers(std::span<const WorkingPhoto> photos, Knowledge knowledge) {
  if (knowledge == Knowledge::nothing) {
    load_automatic_markers();
    return;
  }
  const bool proposed = knowledge == Knowledge::proposed;
  for (std::size_t i = 0; i < photos.size(); ++i) {
    const int image = static_cast<int>(i);
    for (std::size_t k = 0; k < levels_.size(); ++k) {
      const Image& known = photos[i].known[k];
      const Image seeds = proposed ? photos[i].proposed[k] : with_background(known);
      queue_.upload(levels_[k]->known().image(image), known.pixels.data(), known.pixels.size());
      queue_.upload(levels_[k]->seeds().image(image), seeds.pixels.data(), seeds.pixels.size());
    }
    const Image& coarsest = proposed ? photos[i].proposed.back() : photos[i].known.back();
    const Image first = knowledge == Knowledge::candidates ? with_candidates(coarsest) : with_background(coarsest);
    queue_.upload(levels_.back()->labels().image(image), first.pixels.data(), first.pixels.size());
  }
  queue_.synchronize();
}

void Pipeline::load_automatic_markers() {
  Level& coarsest = *levels_.back();
  const std::vector<AutomaticMarkers> found = find_automatic_markers(queue_, coarsest);
  for (const auto& level : levels_) {
    const Image frame = frame_as_background(level->shape().width, level->shape().height);
    for (int b = 0; b < level->batch(); ++b) {
      queue_.upload(level->known().image(b), frame.pixels.data(), frame.pixels.size());
    }
  }
  for (int b = 0; b < coarsest.batch(); ++b) {
    queue_.upload(coarsest.labels().image(b), found[b].first.pixels.data(), found[b].first.pixels.size());
    queue_.upload(coarsest.prior().image(b), found[b].prior.data(), found[b].prior.size() * sizeof(float));
  }
  queue_.synchronize();
  for (std::size_t i = levels_.size() - 1; i-- > 0;) {
    queue_.prolong_by_two(levels_[i + 1]->prior(), 1.0F, levels_[i]->prior());
  }
}

void Pipeline::load_priors(std::span<const WorkingPhoto> photos) {
  for (std::size_t i = 0; i < photos.size(); ++i) {
    for (std::size_t k = 0; k < levels_.size(); ++k) {
      const std::vector<float>& term = photos[i].prior[k];
      queue_.upload(levels_[k]->prior().image(static_cast<int>(i)), term.data(), term.size() * sizeof(float));
    }
  }
  queue_.synchronize();
}

void Pipeline::solve_coarsest(const Recipe& recipe, StageClock& clock) {
  Level& level = *levels_.back();
  const bool is_finest = levels_.size() == 1;
  for (int fit = 0; fit < recipe.fits; ++fit) {
    region_.update(level, nullptr, recipe, fit == 0 ? recipe.first : recipe.refit, clock);
    clock.start(Stage::solve);
    if (fit == 0) {
      queue_.fill(level.relaxed(), 0.5F);
      level.solver().start_from(level.relaxed());
    }
    solve(level, is_finest && fit + 1 == recipe.fits, clock);
    level.solver().relaxed(level.problem(), level.relaxed());
    queue_.labels_from_mask(level.relaxed(), level.known(), static_cast<float>(parameters_.threshold), level.labels());
  }
}

void Pipeline::solve_finer(std::size_t index, const Recipe& recipe, StageClock& clock) {
  Level& coarse = *levels_[index + 1];
  Level& level = *levels_[index];
  fit_finer(coarse, level, recipe, clock);
  clock.start(Stage::solve);
  level.solver().start_from(coarse.solver(), coarse.problem());
  solve(level, index == 0, clock);
  level.solver().relaxed(level.problem(), level.relaxed());
}

/// The region term of a level from the mask of the one below.
void Pipeline::fit_finer(const Level& coarse, Level& level, const Recipe& recipe, StageClock& clock) {
  clock.start(Stage::region);
  queue_.prolong_by_two(coarse.relaxed(), 1.0F, level.relaxed());
  queue_.labels_from_mask(level.relaxed(), level.known(), static_cast<float>(parameters_.threshold), level.labels());
  region_.update(level, &coarse, recipe, recipe.refit, clock);
}

void Pipeline::solve(Level& level, bool to_tolerance, StageClock& clock, int first_check) {
  clock.start(Stage::solve);
  solver::Options options{.rho1 = parameters_.rho1,
                          .rho2 = parameters_.rho2,
                          .rho3 = parameters_.rho3,
                          .gamma = parameters_.gamma,
                          .tolerance = parameters_.tolerance,
                          .max_iterations = parameters_.max_iterations,
                          .first_check = first_check,
                          .check_every = {},
                          .threshold = static_cast<float>(parameters_.threshold)};
  if (!to_tolerance) {
    options.tolerance = std::max(options.tolerance, loose_tolerance);
    options.max_iterations = std::min(options.max_iterations, loose_iterations);
  }
  level.solver().solve(level.problem(), options, reports_);
  std::vector<int>& counts = &level == levels_.front().get() ? finest_iterations_ : coarse_iterations_;
  for (std::size_t i = 0; i < reports_.size(); ++i) counts[i] += reports_[i].iterations;
}

std::vector<Relaxed> Pipeline::collect(std::span<const WorkingPhoto> photos, Knowledge knowledge) {
  Level& finest = *levels_.front();
  const kernels::Shape shape = finest.shape();
  std::vector<Relaxed> all(photos.size());
  for (std::size_t i = 0; i < photos.size(); ++i) {
    Relaxed& one = all[i];
    one.u.resize(shape.pixels());
    queue_.download(one.u.data(), finest.relaxed().image(static_cast<int>(i)), one.u.size() * sizeof(float));
    one.known =
        knowledge == Knowledge::nothing ? frame_as_background(shape.width, shape.height) : photos[i].known.front();
    one.report = reports_[i];
    one.report.iterations = finest_iterations_[i];
    one.coarse_iterations = coarse_iterations_[i];
  }
  queue_.synchronize();
  return all;
}

}  // namespace hesscut::segment
