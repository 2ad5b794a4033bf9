#include "host/network/photo_blob.hpp"

#include <hesscut/error.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

namespace hesscut::network {

namespace {

/// Red, green, blue, 0..255. A photo with alpha is laid on white, as the segmenter does.
cv::Mat3f colours_of(const cv::Mat& photo) {
  cv::Mat values;
  photo.convertTo(values, CV_32F);
  cv::Mat3f colours;
  if (photo.channels() == 3) return values;
  if (photo.channels() == 1) {
    cv::cvtColor(values, colours, cv::COLOR_GRAY2RGB);
    return colours;
  }
  std::vector<cv::Mat> planes;
  cv::split(values, planes);
  for (int c = 0; c < 3; ++c) {
    cv::multiply(planes[c], planes[3], planes[c], 1.0 / 255.0);
    planes[c] = planes[c] + (255 - planes[3]);
  }
  planes.resize(3);
  cv::merge(planes, colours);
  return colours;
}

}  // namespace

void check_photo(const ImageView& photo) {
  if (photo.empty()) throw Error(ErrorKind::input, "the photo is empty");
  if (photo.channels != 1 && photo.channels != 3 && photo.channels != 4) {
    throw Error(ErrorKind::input, "the photo has " + std::to_string(photo.channels) + " channels instead of 1, 3 or 4");
  }
}

void write_planes(const ImageView& photo, bool mirrored, cv::Size size, const PriorNetworkOptions& options,
                  float* planes) {
  const cv::Mat whole(photo.height, photo.width, CV_8UC(photo.channels), const_cast<std::uint8_t*>(photo.data),
                      static_cast<std::size_t>(photo.stride));
  const bool shrinks = size.width <= photo.width && size.height <= photo.height;
  cv::Mat small;
  cv::resize(whole, small, size, 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
  if (mirrored) cv::flip(small, small, 1);
  const cv::Mat3f colours = colours_of(small);
  for (int channel = 0; channel < 3; ++channel) {
    cv::Mat plane(size, CV_32F, planes + static_cast<std::size_t>(channel) * size.area());
    cv::extractChannel(colours, plane, options.blue_first ? 2 - channel : channel);
    const double scale = options.range / 255.0 / options.deviation.at(channel);
    plane.convertTo(plane, CV_32F, scale, -options.mean.at(channel) / options.deviation.at(channel));
  }
}

}  // namespace hesscut::network
