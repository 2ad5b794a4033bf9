#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tools/hesscut/evaluate/alpha_metrics.hpp"
#include "tools/hesscut/evaluate/metrics.hpp"

namespace hesscut::evaluate {

/// One photo's result.
struct Row {
  std::string image;
  Metrics metrics;
  double iterations = 0;
  std::optional<double> gap;          ///< methods without a certificate have none
  double ms = 0;                      ///< markers to mask
  std::optional<AlphaMetrics> alpha;  ///< where the exact alpha is known
};

/// The mean of every figure; called "mean". Of no rows: zeros.
[[nodiscard]] Row mean_row(const std::vector<Row>& rows);

/// image,iou,dsc,hd,hd95,assd,bf1,bf2,iterations,gap,ms,sad,mse,gradient with a last row of means; a figure that a
/// method does not have, or that needs an exact alpha where there is none, is an empty field.
[[nodiscard]] std::string to_csv(const std::vector<Row>& rows);

/// The same for people; without the columns of alpha where no row has them.
[[nodiscard]] std::string to_text(const std::vector<Row>& rows);

}  // namespace hesscut::evaluate
