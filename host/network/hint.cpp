#include "host/network/hint.hpp"

#include <algorithm>
#include <cmath>

namespace hesscut::network {

namespace {

constexpr double margin_of_box = 0.05;
constexpr double margin_of_foreground = 1.5;

/// The smallest box around all positions added.
class Extent {
 public:
  void add(int x, int y) {
    left_ = any_ ? std::min(left_, x) : x;
    right_ = any_ ? std::max(right_, x) : x;
    top_ = any_ ? std::min(top_, y) : y;
    bottom_ = any_ ? std::max(bottom_, y) : y;
    any_ = true;
  }
  [[nodiscard]] std::optional<Box> box() const {
    if (!any_) return std::nullopt;
    return Box{left_, top_, right_ - left_ + 1, bottom_ - top_ + 1};
  }

 private:
  bool any_ = false;
  int left_ = 0;
  int right_ = 0;
  int top_ = 0;
  int bottom_ = 0;
};

}  // namespace

std::optional<Hint> hint_of(const Markers& markers) {
  if (markers.box) return Hint{*markers.box, margin_of_box};
  Extent extent;
  for (const Stroke& stroke : markers.strokes) {
    if (stroke.label != Label::foreground) continue;
    for (const Point& point : stroke.points) {
      extent.add(static_cast<int>(std::lround(point.x)), static_cast<int>(std::lround(point.y)));
    }
  }
  for (int y = 0; y < markers.mask.height; ++y) {
    for (int x = 0; x < markers.mask.width; ++x) {
      if (markers.mask.row(y)[x] == static_cast<std::uint8_t>(Label::foreground)) extent.add(x, y);
    }
  }
  const std::optional<Box> around = extent.box();
  if (!around) return std::nullopt;
  return Hint{*around, margin_of_foreground};
}

}  // namespace hesscut::network
