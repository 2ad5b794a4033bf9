#include "host/segment/refine.hpp"

#include <algorithm>
#include <hesscut/markers.hpp>
#include <opencv2/imgproc.hpp>
#include <set>

namespace hesscut::segment {

namespace {

constexpr auto foreground = static_cast<std::uint8_t>(Label::foreground);
constexpr auto unmarked = static_cast<std::uint8_t>(Label::unmarked);

constexpr double small_component = 0.15;  ///< of the largest
constexpr double small_hole = 0.001;      ///< of the grid's area
constexpr int band_radius = 2;            ///< working pixels on both sides of the edge
constexpr int window_radius = 2;          ///< of the guided filter, working pixels
constexpr float ridge = 1e-3F;            ///< of the guided filter, colours in [0, 1]
constexpr float gain = 2.0F;              ///< the filter spreads an edge over its window: this takes it back

cv::Mat matrix(const Image& image) {
  return {image.height, image.width, CV_8UC(image.channels), const_cast<std::uint8_t*>(image.pixels.data())};
}

/// Components of the mask that touch a foreground marker, or the large ones when there is no marker.
cv::Mat kept_components(const cv::Mat& mask, const cv::Mat& known) {
  cv::Mat1i components;
  cv::Mat1i stats;
  cv::Mat centroids;
  const int count = cv::connectedComponentsWithStats(mask, components, stats, centroids, 4);
  std::vector<std::uint8_t> keep(count, 0);
  const cv::Mat marked = known == foreground;
  if (cv::countNonZero(marked) > 0) {
    components.forEach([&](int component, const int* at) {
      if (component > 0 && marked.at<std::uint8_t>(at[0], at[1]) != 0) keep[component] = 1;
    });
  } else {
    int largest = 0;
    for (int i = 1; i < count; ++i) largest = std::max(largest, stats(i, cv::CC_STAT_AREA));
    for (int i = 1; i < count; ++i) keep[i] = stats(i, cv::CC_STAT_AREA) >= small_component * largest ? 1 : 0;
  }
  cv::Mat kept = cv::Mat::zeros(mask.size(), CV_8U);
  components.forEach([&](int component, const int* at) {
    if (keep[component] != 0) kept.at<std::uint8_t>(at[0], at[1]) = 255;
  });
  return kept;
}

/// Fills background components that are small, do not reach the border and hold no background marker.
void fill_small_holes(cv::Mat& mask, const cv::Mat& known) {
  cv::Mat1i components;
  cv::Mat1i stats;
  cv::Mat centroids;
  const int count = cv::connectedComponentsWithStats(mask == 0, components, stats, centroids, 8);
  const double limit = small_hole * static_cast<double>(mask.total());
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats(i, cv::CC_STAT_LEFT), stats(i, cv::CC_STAT_TOP), stats(i, cv::CC_STAT_WIDTH),
                       stats(i, cv::CC_STAT_HEIGHT));
    const bool at_border = box.x == 0 || box.y == 0 || box.br().x == mask.cols || box.br().y == mask.rows;
    if (at_border || stats(i, cv::CC_STAT_AREA) >= limit) continue;
    const cv::Mat hole = components(box) == i;
    if (cv::countNonZero(hole & (known(box) == static_cast<int>(Label::background))) == 0) mask(box).setTo(255, hole);
  }
}

/// 0 and 255 where the mask is certain, 128 in a band around its edge.
Image band_around_edge(const Image& mask) {
  Image band(mask.width, mask.height, 1);
  const cv::Mat kernel = cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * band_radius + 1, 2 * band_radius + 1});
  cv::Mat grown;
  cv::Mat shrunk;
  // The default border values treat what lies outside as neutral: an object that leaves the photo has no edge there.
  cv::dilate(matrix(mask), grown, kernel);
  cv::erode(matrix(mask), shrunk, kernel);
  cv::Mat target = matrix(band);
  shrunk.copyTo(target);
  target.setTo(unmarked, grown != shrunk);
  return band;
}

}  // namespace

Image tidy_mask(const std::vector<float>& u, const Image& known, double threshold) {
  const cv::Mat1f relaxed(known.height, known.width, const_cast<float*>(u.data()));
  const cv::Mat raw = relaxed > threshold;
  cv::Mat kept = kept_components(raw, matrix(known));
  fill_small_holes(kept, matrix(known));
  Image mask(known.width, known.height, 1);
  cv::Mat target = matrix(mask);
  kept.copyTo(target);
  return mask;
}

void Refiner::reserve(const kernels::Shape& working, const kernels::Shape& full) {
  if (mask_.size() < working.count()) {
    guide_ = {device_, working.count()};
    mask_ = {device_, working.count()};
    band_ = {device_, working.count()};
    map_ = {device_, 4 * working.count()};
  }
  if (photo_.size() < full.count()) {
    photo_ = {device_, full.count()};
    alpha_ = {device_, full.count()};
  }
}

Refiner::Result Refiner::refine(const ImageView& photo, const Image& working_rgb, const Image& working_mask) {
  const kernels::Shape working{1, working_mask.height, working_mask.width};
  const kernels::Shape full{1, photo.height, photo.width};
  reserve(working, full);
  const Image band = band_around_edge(working_mask);
  queue_.upload(guide_.data(), working_rgb.pixels.data(), working_rgb.pixels.size());
  queue_.upload(mask_.data(), working_mask.pixels.data(), working_mask.pixels.size());
  queue_.upload(band_.data(), band.pixels.data(), band.pixels.size());
  queue_.upload(photo_.data(), photo.data, full.count() * sizeof(kernels::Rgb8));

  const auto plane = [&](int i) { return kernels::FloatField(map_.data() + i * working.count(), working); };
  const kernels::LinearMap<float> map{plane(0), plane(1), plane(2), plane(3)};
  queue_.guided_map({guide_.data(), working}, {mask_.data(), working}, {band_.data(), working}, window_radius, ridge,
                    map);
  queue_.edge_alpha({photo_.data(), full}, map, {band_.data(), working}, gain, {alpha_.data(), full});

  Result result{Image(photo.width, photo.height, 1), Image(photo.width, photo.height, 1)};
  queue_.download(result.alpha.pixels.data(), alpha_.data(), result.alpha.pixels.size());
  queue_.synchronize();
  cv::Mat mask = matrix(result.mask);
  cv::threshold(matrix(result.alpha), mask, 127, 255, cv::THRESH_BINARY);
  return result;
}

}  // namespace hesscut::segment
