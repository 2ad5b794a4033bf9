#pragma once

#include <hesscut/image.hpp>
#include <opencv2/core.hpp>

namespace hesscut::catalogue {

/// An image as OpenCV sees it; it borrows the pixels.
[[nodiscard]] inline cv::Mat matrix_of(Image& image) {
  return {image.height, image.width, CV_8UC(image.channels), image.pixels.data()};
}

/// OpenCV has no view of constant pixels; this one is only to be read.
[[nodiscard]] inline cv::Mat matrix_of(const Image& image) {
  return {image.height, image.width, CV_8UC(image.channels), const_cast<std::uint8_t*>(image.pixels.data())};
}

}  // namespace hesscut::catalogue
