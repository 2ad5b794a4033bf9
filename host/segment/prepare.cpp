#include "host/segment/prepare.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <string>

#include <hesscut/error.hpp>

#include "host/segment/labels.hpp"
#include "host/segment/marker_map.hpp"

namespace hesscut::segment {

namespace {

cv::Mat matrix_of(const ImageView& view) {
  return {view.height, view.width, CV_8UC(view.channels), const_cast<std::uint8_t*>(view.data),
          static_cast<std::size_t>(view.stride)};
}

/// Straight alpha over white.
void lay_on_white(const cv::Mat& rgba, cv::Mat& rgb) {
  std::vector<cv::Mat> planes;
  cv::split(rgba, planes);
  const cv::Mat white = 255 - planes[3];
  for (int c = 0; c < 3; ++c) {
    cv::multiply(planes[c], planes[3], planes[c], 1.0 / 255.0);
    planes[c] += white;
  }
  planes.resize(3);
  cv::merge(planes, rgb);
}

}  // namespace

void check_photo(const ImageView& photo) {
  if (photo.empty()) throw Error(ErrorKind::input, "the photo is empty");
  if (photo.channels != 1 && photo.channels != 3 && photo.channels != 4) {
    throw Error(ErrorKind::input, "the photo has " + std::to_string(photo.channels) + " channels instead of 1, 3 or 4");
  }
  if (photo.stride < static_cast<std::ptrdiff_t>(photo.width) * photo.channels) {
    throw Error(ErrorKind::input, "the photo's rows overlap: the stride is too small");
  }
}

ImageView as_rgb(const ImageView& photo, Image& storage) {
  if (photo.channels == 3 && photo.stride == static_cast<std::ptrdiff_t>(photo.width) * 3) return photo;
  storage = Image(photo.width, photo.height, 3);
  cv::Mat rgb(photo.height, photo.width, CV_8UC3, storage.pixels.data());
  const cv::Mat source = matrix_of(photo);
  if (photo.channels == 1) {
    cv::cvtColor(source, rgb, cv::COLOR_GRAY2RGB);
  } else if (photo.channels == 3) {
    source.copyTo(rgb);
  } else {
    cv::Mat laid;
    lay_on_white(source, laid);
    laid.copyTo(rgb);
  }
  return storage.view();
}

Image shrink_photo(const ImageView& photo, const kernels::Shape& shape) {
  Image small(shape.width, shape.height, 3);
  cv::Mat target(shape.height, shape.width, CV_8UC3, small.pixels.data());
  cv::resize(matrix_of(photo), target, target.size(), 0, 0, cv::INTER_AREA);
  return small;
}

Knowledge knowledge_of(const Image& labels) {
  if (holds(labels, foreground)) return Knowledge::foreground;
  return holds(labels, background) ? Knowledge::candidates : Knowledge::nothing;
}

bool is_decided(const Image& labels) {
  return !holds(labels, unmarked);
}

Image with_background(const Image& known) {
  Image labels = known;
  if (holds(known, background)) return labels;
  mark_border(labels, border_pixels(labels.width, labels.height));
  std::transform(known.pixels.begin(), known.pixels.end(), labels.pixels.begin(), labels.pixels.begin(),
                 [](std::uint8_t was, std::uint8_t now) { return was == unmarked ? now : was; });
  // A border that is foreground all round: what is left to decide stands for the background.
  if (!holds(labels, background)) std::replace(labels.pixels.begin(), labels.pixels.end(), unmarked, background);
  return labels;
}

Image with_candidates(const Image& known) {
  Image labels = with_background(known);
  std::replace(labels.pixels.begin(), labels.pixels.end(), unmarked, foreground);
  return labels;
}

}  // namespace hesscut::segment
