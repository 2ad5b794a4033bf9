#pragma once

#include <hesscut/image.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tools/hesscut/evaluate/method.hpp"

/// Interactive segmentation, measured: a robot user clicks until its clicks are used up, and the mask is compared with
/// the truth after each of them.
namespace hesscut::evaluate {

/// One photo's result.
struct ClickRow {
  std::string image;
  std::vector<double> iou;    ///< after each click
  std::vector<double> ms;     ///< of each cut; fewer where the mask has met the truth before
  std::optional<double> gap;  ///< the largest of all cuts

  /// The first click after which the IoU was at least `share`; none where it never was.
  [[nodiscard]] std::optional<int> clicks_to(double share) const;
};

/// Clicks `clicks` times. A mask without an error ends it: the IoU stays what it is.
[[nodiscard]] ClickRow click_through(const std::string& name, const ImageView& photo, const ImageView& truth,
                                     const Method& method, int clicks);

}  // namespace hesscut::evaluate
