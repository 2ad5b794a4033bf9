#include "host/segment/region_model.hpp"

#include <hesscut/markers.hpp>

#include "host/segment/border_field.hpp"
#include "host/segment/labels.hpp"

namespace hesscut::segment {

namespace {

constexpr double smoothing = 1.0;  ///< pixels, of the likelihood and of the grey image before their gradients

// Cost of the two-sided distance: it rises where the colour likelihood or the colour itself changes.
constexpr float cost_floor = 3e-3F;
constexpr float likelihood_weight = 1.0F;
constexpr float colour_weight = 0.3F;

}  // namespace

void RegionModel::update(Level& level, const Level* coarser, const Recipe& recipe, const kernels::ColourFit& fit,
                         StageClock& clock) {
  clock.start(Stage::region);
  data_term(level, fit);
  const bool has_selective = parameters_.selective != Selective::none;
  if (has_selective) {
    clock.start(Stage::geodesic);
    selective_term(level, coarser, recipe);
    clock.start(Stage::region);
  }
  if (recipe.prior_in_region != 0.0F && recipe.lambda > 0.0F) {
    queue_.add_scaled(level.prior(), recipe.prior_in_region / recipe.lambda, level.data());
  }
  queue_.assemble_region(level.data(), has_selective ? level.selective() : kernels::FloatField(), level.known(),
                         recipe.lambda, recipe.theta, level.problem().r);
  if (recipe.mu != 0.0F) queue_.add_scaled(level.prior(), recipe.mu, level.problem().r);
}

void RegionModel::data_term(Level& level, const kernels::ColourFit& fit) {
  switch (parameters_.data) {
    case DataTerm::histogram:
      colour_term(level, fit);
      return;
    case DataTerm::grey:
      grey_term(level);
      return;
    case DataTerm::lab:
      lab_term(level);
      return;
    case DataTerm::border:
      border_term(level);
      return;
  }
}

/// Smoothed: a pixel of texture or noise is no product of its own.
void RegionModel::colour_term(Level& level, const kernels::ColourFit& fit) {
  const kernels::FloatField sharp = level.scratch(0);
  queue_.fit_colour_tables(level.lab(), level.labels(), fit, level.tables());
  queue_.colour_data_term(level.lab(), level.tables(), sharp);
  queue_.gaussian_blur(sharp, level.data(), smoothing);
}

void RegionModel::grey_term(Level& level) {
  queue_.region_means(level.grey(), level.labels(), level.means(0));
  if (parameters_.c1 || parameters_.c2) fix_means(level.means(0), level.batch());
  const double ratio = parameters_.lambda2 && parameters_.lambda > 0 ? *parameters_.lambda2 / parameters_.lambda : 1.0;
  queue_.means_data_term(level.grey(), level.means(0), static_cast<float>(ratio), false, level.data());
}

void RegionModel::lab_term(Level& level) {
  const kernels::Planes<float> lab = level.lab();
  const kernels::FloatField planes[] = {lab.l, lab.a, lab.b};
  for (int channel = 0; channel < 3; ++channel) {
    queue_.region_means(planes[channel], level.labels(), level.means(channel));
    queue_.means_data_term(planes[channel], level.means(channel), 1.0F, channel > 0, level.data());
  }
  queue_.divide_by_contrast(level.means(0), 3, level.data());
}

void RegionModel::border_term(Level& level) {
  fit_border_fields(queue_, level);
  queue_.border_distance(level.lab(), level.border_coefficients(), level.scratch(0));
  queue_.border_data_term(level.scratch(0), level.per_image(), level.data());
}

/// Means that the user has given replace the estimates.
void RegionModel::fix_means(float* means, int batch) {
  host_means_.resize(2 * static_cast<std::size_t>(batch));
  queue_.download(host_means_.data(), means, host_means_.size() * sizeof(float));
  queue_.synchronize();
  for (int b = 0; b < batch; ++b) {
    if (parameters_.c1) host_means_[2 * b] = static_cast<float>(*parameters_.c1);
    if (parameters_.c2) host_means_[2 * b + 1] = static_cast<float>(*parameters_.c2);
  }
  queue_.upload(means, host_means_.data(), host_means_.size() * sizeof(float));
}

void RegionModel::place_seeds(Level& level, const Recipe& recipe) {
  if (recipe.seed_share <= 0) return;  // the markers themselves, which seeds() holds already
  const kernels::FloatField score = level.scratch(0);
  queue_.copy(score.data, level.data().data, score.shape.count() * sizeof(float));
  if (recipe.prior_in_score != 0.0F) queue_.add_scaled(level.prior(), recipe.prior_in_score, score);
  queue_.surest_foreground(score, level.known(), recipe.seed_share, level.seeds());
}

/// The two-sided term is a ratio of distances, smooth enough to be interpolated from the coarsest grid: decision 0007.
void RegionModel::selective_term(Level& level, const Level* coarser, const Recipe& recipe) {
  if (parameters_.selective == Selective::two_sided && coarser != nullptr) {
    queue_.prolong_by_two(coarser->selective(), 1.0F, level.selective());
    return;
  }
  place_seeds(level, recipe);
  if (parameters_.selective == Selective::one_sided) one_sided(level);
  if (parameters_.selective == Selective::two_sided) two_sided(level);
}

/// D_G of RCI, and where there are background markers its anti-marker term.
void RegionModel::one_sided(Level& level) {
  const kernels::FloatField g2 = level.scratch(0);
  const kernels::FloatField cost = level.scratch(1);
  const kernels::FloatField distance = level.scratch(2);
  queue_.gaussian_blur(level.grey(), distance, smoothing);
  queue_.gradient_square(distance, g2, 1.0F, false);
  const auto distance_from = [&](std::uint8_t label, const kernels::FloatField& out) {
    queue_.fill(cost, 1.0F);
    queue_.geodesic_distance(cost, level.seeds(), label, distance);
    queue_.normalise_by_maximum(distance, distance);
    queue_.rci_cost(g2, distance, cost);
    queue_.geodesic_distance(cost, level.seeds(), label, out);
    queue_.normalise_by_maximum(out, out);
  };
  distance_from(foreground, level.selective());
  distance_from(background, distance);
  queue_.add_anti_marker_term(distance, level.selective());
}

/// (D_F - D_B) / (D_F + D_B).
void RegionModel::two_sided(Level& level) {
  const kernels::FloatField likelihood = level.scratch(0);
  const kernels::FloatField g2 = level.scratch(1);
  const kernels::FloatField cost = level.scratch(2);
  queue_.gaussian_blur(level.data(), likelihood, smoothing);
  // The likelihood (1 - data) / 2 counts as two colour channels: 2 |grad data / 2|^2.
  queue_.gradient_square(likelihood, g2, 0.5F, false);
  queue_.likelihood_cost(g2, level.colour_g2(), cost_floor, likelihood_weight, colour_weight, cost);
  const kernels::SeededDistance both[] = {{foreground, level.selective()}, {background, level.scratch(0)}};
  queue_.geodesic_distances(cost, level.seeds(), both);
  queue_.two_sided_selective(level.selective(), level.scratch(0), level.selective());
}

}  // namespace hesscut::segment
