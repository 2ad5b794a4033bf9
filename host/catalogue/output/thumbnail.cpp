#include "host/catalogue/output/thumbnail.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "host/catalogue/output/matrix.hpp"
#include "host/image/shrink.hpp"

namespace hesscut::catalogue {
namespace {

const cv::Scalar line_colour(255, 140, 0);  // red green blue
const cv::Scalar edge_colour(24, 24, 24);

/// Where the product is at the small size: the pixels that it has at least half of.
cv::Mat1b small_area(const Image& mask, const TightBox& box, image::Extent size) {
  const Image small = image::shrunk(mask, size);
  cv::Mat1b area;
  cv::compare(matrix_of(small), 128, area, cv::CMP_GE);
  if (cv::countNonZero(area) > 0) return area;
  const double scale = static_cast<double>(size.width) / mask.width;
  const auto first = [](double at, int count) { return std::min(static_cast<int>(at), count - 1); };
  const cv::Point corner(first(box.x * scale, size.width), first(box.y * scale, size.height));
  const auto length = [scale](int pixels) { return std::max(1, static_cast<int>(std::lround(pixels * scale))); };
  cv::rectangle(area, {corner, cv::Size(length(box.width), length(box.height))}, 255, cv::FILLED);
  return area;
}

}  // namespace

Image thumbnail(const Image& photo, const Image& mask, const TightBox& box, int side) {
  Image picture = image::shrunk_to_fit(photo, side);
  if (box.width == 0) return picture;
  // With a frame of nothing around, a product that touches the photo's border has a line there as well.
  cv::Mat1b area;
  cv::copyMakeBorder(small_area(mask, box, {picture.width, picture.height}), area, 1, 1, 1, 1, cv::BORDER_CONSTANT, 0);
  cv::Mat1b line;
  cv::Mat1b edge;
  cv::morphologyEx(area, line, cv::MORPH_GRADIENT, cv::getStructuringElement(cv::MORPH_CROSS, {3, 3}));
  cv::dilate(line, edge, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  const cv::Rect inside(1, 1, picture.width, picture.height);
  cv::Mat pixels = matrix_of(picture);
  pixels.setTo(edge_colour, edge(inside));
  pixels.setTo(line_colour, line(inside));
  return picture;
}

}  // namespace hesscut::catalogue
