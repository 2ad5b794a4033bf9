#pragma once

#include <functional>
#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>
#include <optional>

/// A way to cut photos out, as it is measured.
namespace hesscut::evaluate {

struct Prediction {
  Image mask;                 ///< one channel, the photo's size, 0 or 255
  Image alpha;                ///< alike, 0..255
  double iterations = 0;      ///< of the finest grid; 0 where a method has none
  std::optional<double> gap;  ///< methods without a certificate have none
  double ms = 0;              ///< markers to mask
};

/// Cuts the photo that is open, from all markers that are known by now.
using CutOpen = std::function<Prediction(const Markers& markers)>;
/// Opens a photo, whose pixels outlive what is returned.
using Method = std::function<CutOpen(const ImageView& photo)>;

}  // namespace hesscut::evaluate
