#include "tools/hesscut/evaluate/peer.hpp"

#include <opencv2/imgproc.hpp>

namespace hesscut::evaluate {

cv::Mat3b scaled_photo(const ImageView& photo, cv::Size shape) {
  // OpenCV has no view of constant pixels; this one is only read.
  const cv::Mat whole(photo.height, photo.width, CV_8UC3, const_cast<std::uint8_t*>(photo.data),
                      static_cast<std::size_t>(photo.stride));
  cv::Mat3b small;
  cv::resize(whole, small, shape, 0, 0, cv::INTER_AREA);
  cv::cvtColor(small, small, cv::COLOR_RGB2BGR);
  return small;
}

Image enlarged_mask(const cv::Mat1b& mask, const ImageView& photo) {
  Image large(photo.width, photo.height, 1);
  cv::Mat target(large.height, large.width, CV_8UC1, large.pixels.data());
  cv::resize(mask, target, target.size(), 0, 0, cv::INTER_LINEAR);
  cv::threshold(target, target, 127, 255, cv::THRESH_BINARY);
  return large;
}

Image feathered(const Image& mask, double sigma) {
  Image soft = mask;
  cv::Mat alpha(soft.height, soft.width, CV_8UC1, soft.pixels.data());
  if (sigma > 0) cv::GaussianBlur(alpha, alpha, {0, 0}, sigma, sigma, cv::BORDER_REPLICATE);
  return soft;
}

}  // namespace hesscut::evaluate
