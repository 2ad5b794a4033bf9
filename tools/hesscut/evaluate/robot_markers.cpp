#include "tools/hesscut/evaluate/robot_markers.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <hesscut/error.hpp>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace hesscut::evaluate {
namespace {

constexpr std::uint8_t ignored = 128;
constexpr double disk_share = 0.008;
constexpr int smallest_disk = 3;
constexpr int margin = 3;
constexpr int box_side = 512;

[[noreturn]] void refuse_empty() {
  throw Error(ErrorKind::input, "the truth has no product to mark");
}

/// The distance of each product pixel to the nearest pixel that is none or lies outside the image; 0 elsewhere.
cv::Mat1f depth_of(const ImageView& truth) {
  cv::Mat1b inside(truth.height + 2, truth.width + 2, std::uint8_t{0});
  for (int y = 0; y < truth.height; ++y) {
    for (int x = 0; x < truth.width; ++x) inside(y + 1, x + 1) = truth.row(y)[x] > ignored ? 255 : 0;
  }
  cv::Mat1f depth;
  cv::distanceTransform(inside, depth, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  return depth(cv::Rect(1, 1, truth.width, truth.height));
}

struct Candidate {
  int x;
  int y;
  std::int64_t distance;  // squared, to the nearest chosen point
};

/// The first in reading order where several are equal.
std::vector<cv::Point> spread(const cv::Mat1f& depth, int radius, int count) {
  const auto deepest = std::max_element(depth.begin(), depth.end());
  const double needed = std::min(static_cast<double>(radius + margin), 0.6 * *deepest);
  std::vector<Candidate> candidates;
  for (int y = 0; y < depth.rows; ++y) {
    for (int x = 0; x < depth.cols; ++x) {
      if (depth(y, x) > needed) candidates.push_back({x, y, std::numeric_limits<std::int64_t>::max()});
    }
  }
  std::vector<cv::Point> points{deepest.pos()};
  while (static_cast<int>(points.size()) < count) {
    const cv::Point last = points.back();
    for (Candidate& candidate : candidates) {
      const std::int64_t dx = candidate.x - last.x;
      const std::int64_t dy = candidate.y - last.y;
      candidate.distance = std::min(candidate.distance, dx * dx + dy * dy);
    }
    const auto farthest = std::ranges::max_element(candidates, {}, &Candidate::distance);
    if (farthest->distance == 0) break;
    points.emplace_back(farthest->x, farthest->y);
  }
  return points;
}

void draw_disk(const ImageView& truth, cv::Point centre, int radius, Image& mask) {
  for (int y = std::max(centre.y - radius, 0); y <= std::min(centre.y + radius, truth.height - 1); ++y) {
    for (int x = std::max(centre.x - radius, 0); x <= std::min(centre.x + radius, truth.width - 1); ++x) {
      const int dx = x - centre.x;
      const int dy = y - centre.y;
      if (dx * dx + dy * dy <= radius * radius && truth.row(y)[x] > ignored) {
        mask.row(y)[x] = static_cast<std::uint8_t>(Label::foreground);
      }
    }
  }
}

}  // namespace

Markers spread_points(const ImageView& truth, int count) {
  const cv::Mat1f depth = depth_of(truth);
  if (*std::max_element(depth.begin(), depth.end()) <= 0) refuse_empty();
  const int radius = std::max(smallest_disk, static_cast<int>(disk_share * std::max(truth.width, truth.height)));
  Markers markers;
  markers.mask = Image(truth.width, truth.height, 1, static_cast<std::uint8_t>(Label::unmarked));
  for (const cv::Point point : spread(depth, radius, count)) draw_disk(truth, point, radius, markers.mask);
  markers.border_is_background = true;
  return markers;
}

Markers tight_box(const ImageView& truth) {
  int left = truth.width;
  int right = -1;
  int top = truth.height;
  int bottom = -1;
  for (int y = 0; y < truth.height; ++y) {
    for (int x = 0; x < truth.width; ++x) {
      if (truth.row(y)[x] <= ignored) continue;
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = y;
    }
  }
  if (right < 0) refuse_empty();
  const double scale = std::max(1.0, static_cast<double>(std::max(truth.width, truth.height)) / box_side);
  const int grow = static_cast<int>(std::ceil(margin * scale));
  left = std::max(left - grow, 0);
  top = std::max(top - grow, 0);
  right = std::min(right + grow, truth.width - 1);
  bottom = std::min(bottom + grow, truth.height - 1);
  Markers markers;
  markers.box = Box{left, top, right - left + 1, bottom - top + 1};
  return markers;
}

}  // namespace hesscut::evaluate
