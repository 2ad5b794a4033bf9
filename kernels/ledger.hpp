#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace hesscut::kernels {

/// What an operation moves, in floats (4 bytes) per pixel of its larger grid: a label or mask counts 1/4, a colour of
/// the photo 3/4. A value counts once a pass over its field, however many rows of a stencil it is part of; what is kept
/// for an image or a colour (penalties, sums, tables) counts nothing. For operations on a band: as if all were band.
struct Moved {
  std::string_view operation;  ///< and, where a call may be one of two kinds, which kind
  double read = 0;
  double written = 0;
  double again = 0;     ///< of `read`: what the same call has read or written before
  double in_place = 0;  ///< fields that count in `read` and in `written`

  [[nodiscard]] constexpr double moved() const { return read + written; }
  /// Floats per pixel of different memory that the call touches.
  [[nodiscard]] constexpr double touched() const { return read - again + written - in_place; }
};

/// The one place of these numbers: benches compute with them, and tests compare them with what operations.hpp and
/// host/solver/solver.cpp say and with the memory that the operations touch.
inline constexpr Moved ledger[] = {
    {.operation = "lab_from_rgb", .read = 0.75, .written = 3},
    {.operation = "grey_from_rgb", .read = 0.75, .written = 1},
    {.operation = "gaussian_blur", .read = 1, .written = 1},
    {.operation = "gradient_square", .read = 1, .written = 1},
    {.operation = "gradient_square accumulating", .read = 2, .written = 1, .in_place = 1},
    {.operation = "quantile", .read = 2, .again = 1},
    {.operation = "edge_function_weights", .read = 1, .written = 2},
    {.operation = "yzd_weights", .read = 2, .written = 2, .again = 1},
    {.operation = "rci_weights", .read = 1, .written = 1},
    {.operation = "geodesic_distance", .read = 1.25, .written = 1},
    {.operation = "geodesic_distances", .read = 1.25, .written = 2},
    {.operation = "normalise_by_maximum", .read = 2, .written = 1, .again = 1},
    {.operation = "rci_cost", .read = 2, .written = 1},
    {.operation = "likelihood_cost", .read = 2, .written = 1},
    {.operation = "two_sided_selective", .read = 2, .written = 1},
    {.operation = "add_anti_marker_term", .read = 2, .written = 1, .in_place = 1},
    {.operation = "fit_colour_tables", .read = 3.25},
    {.operation = "colour_data_term", .read = 3, .written = 1},
    {.operation = "region_means", .read = 1.25},
    {.operation = "means_data_term", .read = 1, .written = 1},
    {.operation = "means_data_term accumulating", .read = 2, .written = 1, .in_place = 1},
    {.operation = "divide_by_contrast", .read = 1, .written = 1, .in_place = 1},
    {.operation = "border_distance", .read = 3, .written = 1},
    {.operation = "border_data_term", .read = 1, .written = 1},
    {.operation = "add_scaled", .read = 2, .written = 1, .in_place = 1},
    {.operation = "assemble_region", .read = 2.25, .written = 1},
    {.operation = "region_scale", .read = 1},
    {.operation = "start_state", .read = 7, .written = 6, .in_place = 6},
    {.operation = "multipliers", .read = 9, .written = 6, .in_place = 6},
    {.operation = "admm_sweep", .read = 10, .written = 7, .in_place = 6},
    {.operation = "spectral_solve", .read = 1, .written = 1},  // beside its FFT pair
    {.operation = "certificate", .read = 9},
    {.operation = "relaxed_mask", .read = 2, .written = 1},
    {.operation = "to_transform_order", .read = 1, .written = 1},
    {.operation = "labels_from_mask", .read = 1.25, .written = 0.25},
    {.operation = "surest_foreground", .read = 2.5, .written = 0.25, .again = 1.25},
    {.operation = "guided_map", .read = 1.25, .written = 4},
    {.operation = "edge_alpha", .read = 5, .written = 0.25},
    {.operation = "restrict_by_two", .read = 1, .written = 0.25},
    {.operation = "prolong_by_two", .read = 0.25, .written = 1},
    {.operation = "swap_images", .read = 2, .written = 2, .in_place = 2},
};

/// The entry of that name; std::out_of_range where there is none.
[[nodiscard]] constexpr const Moved& moved_by(std::string_view operation) {
  for (const Moved& entry : ledger) {
    if (entry.operation == operation) return entry;
  }
  throw std::out_of_range("the ledger does not know of " + std::string(operation));
}

}  // namespace hesscut::kernels
