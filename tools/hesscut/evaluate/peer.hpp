#pragma once

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>
#include <opencv2/core.hpp>

/// What the peers, methods of OpenCV, have in common.
namespace hesscut::evaluate {

/// A peer's answer for one photo.
struct PeerResult {
  Image mask;     ///< one channel, the photo's size, 0 or 255
  double ms = 0;  ///< wall-clock, markers to mask, resizing included
};

/// The photo by averages of areas, blue green red as OpenCV wants it.
[[nodiscard]] cv::Mat3b scaled_photo(const ImageView& photo, cv::Size shape);

/// A mask of 0 and 255 at the photo's size: linear, cut at one half.
[[nodiscard]] Image enlarged_mask(const cv::Mat1b& mask, const ImageView& photo);

/// The soft edge that a hard mask is usually given: blurred by a Gaussian of `sigma` pixels; as it is where sigma is 0.
[[nodiscard]] Image feathered(const Image& mask, double sigma);

}  // namespace hesscut::evaluate
