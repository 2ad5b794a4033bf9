#include "tools/hesscut/evaluate/robot_clicks.hpp"

#include <algorithm>
#include <cstdint>
#include <hesscut/error.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace hesscut::evaluate {
namespace {

constexpr std::uint8_t ignored = 128;

/// The distance of each pixel that is not 0 to the nearest one that is, or to the outside.
cv::Mat1f depth_of(const cv::Mat1b& region) {
  cv::Mat1b framed;
  cv::copyMakeBorder(region, framed, 1, 1, 1, 1, cv::BORDER_CONSTANT, 0);
  cv::Mat1f depth;
  cv::distanceTransform(framed, depth, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  return depth(cv::Rect(1, 1, region.cols, region.rows)).clone();
}

/// The deepest point, where there is any pixel; the first in reading order where several are equal.
std::optional<cv::Point> deepest(const cv::Mat1b& region, std::span<const Click> before) {
  cv::Mat1f depth = depth_of(region);
  for (const Click& click : before) depth(click.y, click.x) = 0;
  const auto found = std::max_element(depth.begin(), depth.end());
  if (*found <= 0) return std::nullopt;
  return found.pos();
}

/// 255 where the truth is `label` and the mask says otherwise.
cv::Mat1b errors(const ImageView& mask, const ImageView& truth, Label label) {
  cv::Mat1b wrong(truth.height, truth.width);
  for (int y = 0; y < truth.height; ++y) {
    for (int x = 0; x < truth.width; ++x) {
      const bool in_mask = mask.row(y)[x] == 255;
      const std::uint8_t known = truth.row(y)[x];
      const bool is_wrong = label == Label::foreground ? known > ignored && !in_mask : known < ignored && in_mask;
      wrong(y, x) = is_wrong ? 255 : 0;
    }
  }
  return wrong;
}

/// A connected set of errors of one kind.
struct Region {
  int area = 0;
  std::int64_t first = 0;  ///< its first pixel in reading order
  Label label = Label::foreground;
  cv::Mat1b pixels;

  [[nodiscard]] bool before(const Region& other) const {
    return area != other.area ? area > other.area : first < other.first;
  }
};

/// The largest one that has a pixel where nobody has clicked.
std::optional<Region> largest(const cv::Mat1b& wrong, Label label, std::span<const Click> before) {
  cv::Mat1i components;
  const int count = cv::connectedComponents(wrong, components, 8, CV_32S);
  std::vector<Region> regions(count, {0, -1, label, {}});
  std::int64_t pixel = 0;
  for (const int component : components) {
    Region& region = regions[component];
    ++region.area;
    if (region.first < 0) region.first = pixel;
    ++pixel;
  }
  std::vector<int> clicked(count, 0);
  for (const Click& click : before) ++clicked[components(click.y, click.x)];
  int best = 0;
  for (int i = 1; i < count; ++i) {
    if (clicked[i] < regions[i].area && (best == 0 || regions[i].before(regions[best]))) best = i;
  }
  if (best == 0) return std::nullopt;
  regions[best].pixels = components == best;
  return regions[best];
}

}  // namespace

Click first_click(const ImageView& truth) {
  const Image nothing(truth.width, truth.height, 1);
  const std::optional<cv::Point> point = deepest(errors(nothing.view(), truth, Label::foreground), {});
  if (!point) throw Error(ErrorKind::input, "the truth has no product to mark");
  return {Label::foreground, point->x, point->y};
}

std::optional<Click> next_click(const ImageView& mask, const ImageView& truth, std::span<const Click> before) {
  std::optional<Region> worst;
  for (const Label label : {Label::foreground, Label::background}) {
    std::optional<Region> region = largest(errors(mask, truth, label), label, before);
    if (region && (!worst || region->before(*worst))) worst = std::move(region);
  }
  if (!worst) return std::nullopt;
  const std::optional<cv::Point> point = deepest(worst->pixels, before);
  return Click{worst->label, point->x, point->y};
}

Markers markers_of(std::span<const Click> clicks) {
  Markers markers;
  markers.border_is_background = true;
  for (const Click& click : clicks) {
    markers.add_point(click.label, {static_cast<double>(click.x), static_cast<double>(click.y)}, click_radius);
  }
  return markers;
}

}  // namespace hesscut::evaluate
