#include "host/segment/refine.hpp"

#include <algorithm>
#include <hesscut/markers.hpp>
#include <opencv2/imgproc.hpp>
#include <set>

#include "host/segment/labels.hpp"

namespace hesscut::segment {

namespace {

constexpr double small_component = 0.15;  ///< of the largest
constexpr double small_hole = 0.001;      ///< of the grid's area
constexpr int band_radius = 2;            ///< working pixels on both sides of the edge

/// Guided filters: windows of working pixels, colours in [0, 1]. The edge is first placed, by as many colours as tell
/// its two sides apart, then softened by as few as say how the pixel itself is mixed (decision 0020).
struct Filter {
  int radius;
  float ridge;
};
constexpr Filter placing{2, 3e-4F};
constexpr Filter softening{1, 1e-3F};
constexpr float gain = 1.0F;  ///< coverage as the filter gives it

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

/// Fits the filter in the band around the mask's edge; both are then in mask_ and band_.
kernels::LinearMap<float> Refiner::fit(const Image& mask, int radius, float ridge) {
  const kernels::Shape working{1, mask.height, mask.width};
  const Image band = band_around_edge(mask);
  queue_.upload(mask_.data(), mask.pixels.data(), mask.pixels.size());
  queue_.upload(band_.data(), band.pixels.data(), band.pixels.size());
  const auto plane = [&](int i) { return kernels::FloatField(map_.data() + i * working.count(), working); };
  const kernels::LinearMap<float> map{plane(0), plane(1), plane(2), plane(3)};
  queue_.guided_map({guide_.data(), working}, {mask_.data(), working}, {band_.data(), working}, radius, ridge, map);
  return map;
}

Image Refiner::placed(const Image& mask) {
  const kernels::Shape working{1, mask.height, mask.width};
  const kernels::LinearMap<float> map = fit(mask, placing.radius, placing.ridge);
  queue_.edge_alpha({guide_.data(), working}, map, {band_.data(), working}, gain, {mask_.data(), working});
  Image better(mask.width, mask.height, 1);
  queue_.download(better.pixels.data(), mask_.data(), better.pixels.size());
  queue_.synchronize();
  cv::Mat cut = matrix(better);
  cv::threshold(cut, cut, 127, 255, cv::THRESH_BINARY);
  return better;
}

Refiner::Result Refiner::refine(const ImageView& photo, const Image& working_rgb, const Image& working_mask) {
  const kernels::Shape working{1, working_mask.height, working_mask.width};
  const kernels::Shape full{1, photo.height, photo.width};
  reserve(working, full);
  queue_.upload(guide_.data(), working_rgb.pixels.data(), working_rgb.pixels.size());
  queue_.upload(photo_.data(), photo.data, full.count() * sizeof(kernels::Rgb8));
  const kernels::LinearMap<float> map = fit(placed(working_mask), softening.radius, softening.ridge);
  queue_.edge_alpha({photo_.data(), full}, map, {band_.data(), working}, gain, {alpha_.data(), full});

  Result result{Image(photo.width, photo.height, 1), Image(photo.width, photo.height, 1)};
  queue_.download(result.alpha.pixels.data(), alpha_.data(), result.alpha.pixels.size());
  queue_.synchronize();
  cv::Mat cut = matrix(result.mask);
  cv::threshold(matrix(result.alpha), cut, 127, 255, cv::THRESH_BINARY);
  return result;
}

}  // namespace hesscut::segment
