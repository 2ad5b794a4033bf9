#pragma once

#include <functional>
#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>
#include <optional>
#include <string>
#include <vector>

/// Interactive segmentation, measured: a robot user clicks until its clicks are used up, and the mask is compared with
/// the truth after each of them.
namespace hesscut::evaluate {

/// One cut of the photo that is open.
struct ClickCut {
  Image mask;                 ///< one channel, the photo's size, 0 or 255
  double ms = 0;              ///< markers to mask
  std::optional<double> gap;  ///< methods without a certificate have none
};
/// Cuts the photo that is open; markers: of all clicks so far.
using CutOpen = std::function<ClickCut(const Markers& markers)>;
/// Opens a photo, whose pixels outlive what is returned.
using OpenForClicks = std::function<CutOpen(const ImageView& photo)>;

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
                                     const OpenForClicks& open, int clicks);

}  // namespace hesscut::evaluate
