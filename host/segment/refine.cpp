#include "host/segment/refine.hpp"

#include <algorithm>
#include <iterator>
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

/// The pixels of each component. OpenCV's own statistics take four times the time of its components.
std::vector<int> areas_of(const cv::Mat1i& components, int count) {
  std::vector<int> areas(count, 0);
  for (int y = 0; y < components.rows; ++y) {
    const int* row = components[y];
    for (int x = 0; x < components.cols;) {
      const int begin = x;
      while (x < components.cols && row[x] == row[begin]) ++x;
      areas[row[begin]] += x - begin;
    }
  }
  return areas;
}

/// Which components hold a pixel that is known to be of that label.
std::vector<std::uint8_t> components_with(std::uint8_t label, const cv::Mat1i& components, int count,
                                          const Image& known) {
  std::vector<std::uint8_t> with(count, 0);
  for (int y = 0; y < known.height; ++y) {
    const std::uint8_t* labels = known.row(y);
    const int* row = components[y];
    for (int x = 0; x < known.width; ++x) {
      if (labels[x] == label) with[row[x]] = 1;
    }
  }
  return with;
}

std::vector<std::uint8_t> large_components(const cv::Mat1i& components, int count) {
  const std::vector<int> areas = areas_of(components, count);
  const int largest = count > 1 ? *std::max_element(std::next(areas.begin()), areas.end()) : 0;
  std::vector<std::uint8_t> large(count, 0);
  for (int i = 1; i < count; ++i) large[i] = areas[i] >= small_component * largest ? 1 : 0;
  return large;
}

/// Sets the pixels of the chosen components.
void set_components(const cv::Mat1i& components, const std::vector<std::uint8_t>& chosen, cv::Mat1b& mask) {
  for (int y = 0; y < mask.rows; ++y) {
    const int* row = components[y];
    std::uint8_t* out = mask[y];
    for (int x = 0; x < mask.cols; ++x) out[x] = chosen[row[x]] != 0 ? 255 : out[x];
  }
}

/// Components of the mask that touch a foreground marker, or the large ones when there is no marker.
cv::Mat1b kept_components(const cv::Mat& mask, const Image& known) {
  cv::Mat1i components;
  const int count = cv::connectedComponents(mask, components, 4);
  std::vector<std::uint8_t> keep = holds(known, foreground) ? components_with(foreground, components, count, known)
                                                            : large_components(components, count);
  keep[0] = 0;  // what is not in the mask
  cv::Mat1b kept(mask.size(), 0);
  set_components(components, keep, kept);
  return kept;
}

/// Fills background components that are small, do not reach the border and hold no background marker.
void fill_small_holes(cv::Mat1b& mask, const Image& known) {
  cv::Mat1i components;
  const int count = cv::connectedComponents(mask == 0, components, 8);
  const std::vector<int> areas = areas_of(components, count);
  const double limit = small_hole * static_cast<double>(mask.total());
  std::vector<std::uint8_t> fill(count, 0);
  for (int i = 1; i < count; ++i) fill[i] = areas[i] < limit ? 1 : 0;
  const auto spare = [&](int component) { fill[component] = 0; };
  std::for_each(components[0], components[0] + components.cols, spare);
  std::for_each(components[components.rows - 1], components[components.rows - 1] + components.cols, spare);
  for (int y = 0; y < components.rows; ++y) {
    spare(components(y, 0));
    spare(components(y, components.cols - 1));
  }
  if (std::find(fill.begin(), fill.end(), 1) == fill.end()) return;
  const std::vector<std::uint8_t> marked = components_with(background, components, count, known);
  for (int i = 1; i < count; ++i) {
    if (marked[i] != 0) spare(i);
  }
  set_components(components, fill, mask);
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
  cv::Mat1b kept = kept_components(raw, known);
  fill_small_holes(kept, known);
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
