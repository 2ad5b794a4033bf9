#include "host/image/shrink.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

namespace hesscut::image {

Extent fitted(Extent size, int long_side) {
  const int longest = std::max(size.width, size.height);
  if (long_side <= 0 || longest <= long_side) return size;
  const auto side = [&](int length) {
    return std::max(1, static_cast<int>(std::lround(static_cast<double>(length) * long_side / longest)));
  };
  return {side(size.width), side(size.height)};
}

Image shrunk(const Image& image, Extent size) {
  if (size == Extent{image.width, image.height}) return image;
  Image result(size.width, size.height, image.channels);
  // OpenCV has no view of constant pixels; these are only read.
  const cv::Mat from(image.height, image.width, CV_8UC(image.channels), const_cast<std::uint8_t*>(image.pixels.data()));
  cv::Mat to(size.height, size.width, CV_8UC(image.channels), result.pixels.data());
  cv::resize(from, to, to.size(), 0, 0, cv::INTER_AREA);
  return result;
}

Image shrunk_to_fit(const Image& image, int long_side) {
  return shrunk(image, fitted({image.width, image.height}, long_side));
}

Image shrunk_to_fit(Image&& image, int long_side) {
  const Extent own{image.width, image.height};
  const Extent size = fitted(own, long_side);
  return size == own ? std::move(image) : shrunk(image, size);
}

}  // namespace hesscut::image
