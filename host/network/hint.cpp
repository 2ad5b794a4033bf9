#include "host/network/hint.hpp"

#include <cmath>
#include <opencv2/core.hpp>

namespace hesscut::network {

namespace {

constexpr double margin_of_box = 0.05;
constexpr double margin_of_foreground = 1.5;

}  // namespace

std::optional<Hint> hint_of(const Markers& markers) {
  if (markers.box) return Hint{*markers.box, margin_of_box};
  cv::Rect around;
  for (const Stroke& stroke : markers.strokes) {
    if (stroke.label != Label::foreground) continue;
    for (const Point& point : stroke.points) {
      around |= cv::Rect(static_cast<int>(std::lround(point.x)), static_cast<int>(std::lround(point.y)), 1, 1);
    }
  }
  for (int y = 0; y < markers.mask.height; ++y) {
    for (int x = 0; x < markers.mask.width; ++x) {
      if (markers.mask.row(y)[x] == static_cast<std::uint8_t>(Label::foreground)) around |= cv::Rect(x, y, 1, 1);
    }
  }
  if (around.empty()) return std::nullopt;
  return Hint{{around.x, around.y, around.width, around.height}, margin_of_foreground};
}

}  // namespace hesscut::network
