#pragma once

#include <optional>
#include <string>
#include <vector>

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>

#include "tools/hesscut/evaluate/metrics.hpp"
#include "tools/hesscut/prior_options.hpp"

namespace hesscut::bench {

/// What one method made of one photo. Energies are relative to sum |r| of its own problem.
struct Outcome {
  std::string method;
  evaluate::Metrics metrics = {};
  std::optional<double> iterations = {};
  std::optional<double> above_optimum = {};       ///< of u where a published rule has stopped: at most so far above
  std::optional<double> mask_above_optimum = {};  ///< the same of its mask
  std::optional<double> gap = {};                 ///< certified
  std::optional<double> mask_certificate = {};    ///< certified
  bool stopped = true;                            ///< by its rule, not by a limit of iterations
};

/// All methods on one photo from the same markers, always in the same order. The network stands alone, without markers,
/// and as the product's prior; where `network` is empty both rows are missing.
[[nodiscard]] std::vector<Outcome> run_methods(const ImageView& photo, const ImageView& truth, const Markers& markers,
                                               const command::Proposer& network);

/// Means of every figure over photos; all rows have the same methods.
[[nodiscard]] std::vector<Outcome> mean_outcomes(const std::vector<std::vector<Outcome>>& photos);

}  // namespace hesscut::bench
