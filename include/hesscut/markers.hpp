#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <hesscut/image.hpp>

namespace hesscut {

/// A position in photo pixels; (0, 0) is the centre of the top left pixel.
struct Point {
  double x = 0;
  double y = 0;
};

/// A box in photo pixels: columns [x, x + width), rows [y, y + height).
struct Box {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
};

/// What a marked pixel is known to be. The values are those of marker images (PNG, one channel).
enum class Label : std::uint8_t { background = 0, unmarked = 128, foreground = 255 };

/// A pen stroke: a polyline drawn with a round pen; a single point makes a disk.
struct Stroke {
  Label label = Label::foreground;
  std::vector<Point> points;
  double radius = 0;  ///< of the pen, in photo pixels; 0: 0.8 % of the photo's long side
};

/// What the user knows of a photo. All parts add up; an empty Markers asks for automatic markers.
/// Foreground and background that mark the same place contradict each other and are refused (Error, input).
struct Markers {
  std::vector<Stroke> strokes;
  std::optional<Box> box;  ///< the product lies inside: every pixel outside is background
  Image mask;              ///< one channel, the photo's size, values of Label (others are refused); may be empty
  /// Whether the photo's border counts as background where nothing else is marked. By default it does exactly when
  /// there is foreground but no background marker and no box: a product seldom touches the border.
  std::optional<bool> border_is_background;

  void add_point(Label label, Point point, double radius = 0) { strokes.push_back({label, {point}, radius}); }
  [[nodiscard]] bool empty() const { return strokes.empty() && !box && mask.empty(); }
};

}  // namespace hesscut
