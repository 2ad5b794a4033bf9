#include "host/image/orientation.hpp"

#include <opencv2/core.hpp>
#include <utility>

namespace hesscut::image {
namespace {

/// OpenCV's codes for cv::flip.
enum Flip { across = 1, upside_down = 0, both = -1 };

cv::Mat matrix(Image& image) {
  return {image.height, image.width, CV_8UC(image.channels), image.pixels.data(), image.row_bytes()};
}

Image transposed(Image& image) {
  Image result(image.height, image.width, image.channels);
  cv::Mat target = matrix(result);
  cv::transpose(matrix(image), target);
  return result;
}

Image flipped(Image& image, Flip how) {
  Image result(image.width, image.height, image.channels);
  cv::Mat target = matrix(result);
  cv::flip(matrix(image), target, how);
  return result;
}

}  // namespace

PhotoSize upright(PhotoSize size, int orientation) {
  if (orientation >= 5 && orientation <= 8) return {size.height, size.width};
  return size;
}

Image upright(Image image, int orientation) {
  // 5..8 were stored with rows and columns exchanged; what is left to do then is one of the flips of 1..4.
  if (orientation >= 5 && orientation <= 8) image = transposed(image);
  switch (orientation) {
    case 2:
    case 6:
      return flipped(image, across);
    case 3:
    case 7:
      return flipped(image, both);
    case 4:
    case 8:
      return flipped(image, upside_down);
    default:
      return image;
  }
}

}  // namespace hesscut::image
