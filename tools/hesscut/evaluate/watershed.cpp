#include "tools/hesscut/evaluate/watershed.hpp"

#include <algorithm>
#include <chrono>
#include <hesscut/error.hpp>
#include <opencv2/imgproc.hpp>

#include "host/segment/marker_map.hpp"
#include "host/segment/working_shape.hpp"

namespace hesscut::evaluate {
namespace {

constexpr int unknown = 0;
constexpr int background_basin = 1;
constexpr int product_basin = 2;

int basin_of(std::uint8_t label) {
  if (label == static_cast<std::uint8_t>(Label::foreground)) return product_basin;
  return label == static_cast<std::uint8_t>(Label::background) ? background_basin : unknown;
}

/// What is unmarked is the box: its middle becomes product.
void mark_middle(cv::Mat1i& basins) {
  const cv::Rect box = cv::boundingRect(cv::Mat1b(basins == unknown));
  if (box.empty()) return;
  const cv::Size half(std::max(1, box.width / 2), std::max(1, box.height / 2));
  basins({box.x + (box.width - half.width) / 2, box.y + (box.height - half.height) / 2, half.width, half.height})
      .setTo(product_basin);
}

cv::Mat1i basins_of(const Markers& markers, const ImageView& photo, cv::Size shape) {
  const Image labels = segment::rasterise(markers, photo.width, photo.height, shape.width, shape.height);
  cv::Mat1i basins(shape);
  std::ranges::transform(labels.pixels, basins.begin(), basin_of);
  if (markers.box && markers.strokes.empty() && markers.mask.empty()) mark_middle(basins);
  for (const auto& [basin, name] : {std::pair{product_basin, "foreground"}, {background_basin, "background"}}) {
    if (cv::countNonZero(basins == basin) > 0) continue;
    throw Error(ErrorKind::input, std::string("watershed has no ") + name + " to start from");
  }
  return basins;
}

}  // namespace

PeerResult watershed(const ImageView& photo, const Markers& markers, int working_side) {
  const auto start = std::chrono::steady_clock::now();
  const kernels::Shape grid = segment::working_shape(photo.width, photo.height, working_side);
  cv::Mat3b small = scaled_photo(photo, {grid.width, grid.height});
  cv::Mat1i basins = basins_of(markers, photo, small.size());
  // cv::watershed turns the outermost pixels into lines: it gets a frame of its own for that.
  cv::copyMakeBorder(small, small, 1, 1, 1, 1, cv::BORDER_REPLICATE);
  cv::copyMakeBorder(basins, basins, 1, 1, 1, 1, cv::BORDER_REPLICATE);
  cv::watershed(small, basins);
  const cv::Mat1b product = cv::Mat(basins == product_basin)(cv::Rect(1, 1, grid.width, grid.height));
  PeerResult result{enlarged_mask(product, photo)};
  result.ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace hesscut::evaluate
