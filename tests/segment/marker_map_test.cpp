#include "host/segment/marker_map.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "tests/segment/checks.hpp"

namespace hesscut::test {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

std::uint8_t at(const Image& labels, int x, int y) {
  return labels.row(y)[x];
}

std::ptrdiff_t count(const Image& labels, std::uint8_t value) {
  return std::count(labels.pixels.begin(), labels.pixels.end(), value);
}

Markers stroke(Label label, std::vector<Point> points, double radius = 1) {
  Markers markers;
  markers.strokes.push_back({label, std::move(points), radius});
  return markers;
}

Markers operator+(Markers a, const Markers& b) {
  a.strokes.insert(a.strokes.end(), b.strokes.begin(), b.strokes.end());
  if (b.box) a.box = b.box;
  if (!b.mask.empty()) a.mask = b.mask;
  return a;
}

Markers box(int x, int y, int width, int height) {
  Markers markers;
  markers.box = Box{x, y, width, height};
  return markers;
}

Markers mask(Image labels) {
  Markers markers;
  markers.mask = std::move(labels);
  return markers;
}

constexpr int width = 200;
constexpr int height = 100;

/// Refused by both functions: the map must not be drawn from what the check refuses.
testing::AssertionResult refuses_markers(const Markers& markers, std::initializer_list<std::string_view> words) {
  const auto result = refuses([&] { segment::check_markers(markers, width, height); }, ErrorKind::input, words);
  if (!result) return result;
  return refuses([&] { (void)segment::rasterise(markers, width, height, 50, 25); }, ErrorKind::input, words);
}

TEST(MarkerErrors, StrokesOutsideThePhoto) {
  const Point outside[] = {{-1, 5}, {5, -0.6}, {199.5, 5}, {5, 99.5}, {1e300, 5}, {-1e9, -1e9}};
  for (const Point& p : outside) {
    EXPECT_TRUE(refuses_markers(stroke(Label::foreground, {{5, 5}, p}), {"foreground", "outside", "200 x 100"}));
    EXPECT_TRUE(refuses_markers(stroke(Label::background, {p}), {"background", "outside", "200 x 100"}));
  }
  EXPECT_TRUE(refuses_markers(stroke(Label::foreground, {{250, 7}}), {"250,7"}));
  for (const Point& p : {Point{-0.5, -0.5}, Point{199.49, 99.49}, Point{0, 99}}) {
    EXPECT_NO_THROW(segment::check_markers(stroke(Label::foreground, {p}), width, height)) << p.x << "," << p.y;
  }
}

TEST(MarkerErrors, StrokesThatAreNone) {
  EXPECT_TRUE(refuses_markers(stroke(Label::background, {}), {"background", "without points"}));
  for (const Point& p : {Point{nan, 5}, Point{5, nan}, Point{infinity, 5}, Point{5, -infinity}}) {
    EXPECT_TRUE(refuses_markers(stroke(Label::foreground, {p}), {"foreground"}));
  }
  for (const double radius : {-1.0, -1e-9, nan, -infinity}) {
    EXPECT_TRUE(refuses_markers(stroke(Label::foreground, {{5, 5}}, radius), {"foreground", "radius"}));
  }
  EXPECT_TRUE(refuses_markers(stroke(Label::foreground, {{5, 5}}, infinity), {"foreground", "radius"}));
  EXPECT_TRUE(refuses_markers(stroke(Label::unmarked, {{5, 5}}), {}));
  EXPECT_TRUE(refuses_markers(stroke(static_cast<Label>(7), {{5, 5}}), {}));
}

TEST(MarkerErrors, BoxesOutsideThePhoto) {
  constexpr int most = std::numeric_limits<int>::max();
  for (const Markers& markers : {box(0, 0, 0, 5), box(0, 0, 5, 0), box(3, 3, -2, 5), box(3, 3, 5, -most)}) {
    EXPECT_TRUE(refuses_markers(markers, {"box", "empty"}));
  }
  for (const Markers& markers : {box(-1, 0, 5, 5), box(0, -1, 5, 5), box(0, 0, 201, 5), box(0, 0, 5, 101),
                                 box(199, 0, 2, 5), box(most, 0, most, 1), box(-most, 0, 5, 5), box(1, 1, most, 5)}) {
    EXPECT_TRUE(refuses_markers(markers, {"box", "outside", "200 x 100"}));
  }
  EXPECT_TRUE(refuses_markers(box(150, 20, 60, 10), {"150,20,60,10"}));
  EXPECT_NO_THROW(segment::check_markers(box(0, 0, 200, 100), width, height));
}

TEST(MarkerErrors, MarkerImagesThatDoNotFit) {
  EXPECT_TRUE(refuses_markers(mask(Image(100, 200, 1, 128)), {"100 x 200", "200 x 100"}));
  EXPECT_TRUE(refuses_markers(mask(Image(200, 100, 3, 128)), {"3 channels"}));
  for (const int value : {1, 127, 129, 254}) {
    Image labels(width, height, 1, unmarked);
    labels.row(31)[17] = static_cast<std::uint8_t>(value);
    EXPECT_TRUE(refuses_markers(mask(labels), {std::to_string(value), "17,31"}));
  }
}

TEST(MarkerErrors, ForegroundOutsideTheBox) {
  const Markers inside = box(20, 20, 60, 40) + stroke(Label::foreground, {{20, 20}, {79, 59}});
  EXPECT_NO_THROW(segment::check_markers(inside, width, height));
  for (const Point& p : {Point{19, 30}, Point{30, 19}, Point{80, 30}, Point{30, 60}, Point{150, 90}}) {
    EXPECT_TRUE(refuses_markers(box(20, 20, 60, 40) + stroke(Label::foreground, {{50, 50}, p}), {"box"}));
  }
  EXPECT_TRUE(refuses_markers(box(20, 20, 60, 40) + stroke(Label::foreground, {{150, 90}}), {"150,90"}));
  // Background may lie anywhere.
  EXPECT_NO_THROW(
      segment::check_markers(box(20, 20, 60, 40) + stroke(Label::background, {{5, 5}, {50, 50}}), width, height));
}

TEST(MarkerErrors, ForegroundOfTheMarkerImageOutsideTheBox) {
  Image labels(width, height, 1, unmarked);
  for (int x = 100; x < 140; ++x) {
    for (int y = 70; y < 90; ++y) labels.row(y)[x] = foreground;
  }
  EXPECT_TRUE(refuses([&] { (void)segment::rasterise(mask(labels) + box(20, 20, 60, 40), width, height, 50, 25); },
                      ErrorKind::input, {"box"}));
}

TEST(MarkerErrors, CrossingStrokesContradictEachOtherAtAPlace) {
  const Markers crossing =
      stroke(Label::foreground, {{40, 50}, {120, 50}}) + stroke(Label::background, {{80, 20}, {80, 90}});
  for (const int scale : {1, 2, 4}) {
    const auto draw = [&] { (void)segment::rasterise(crossing, width, height, width / scale, height / scale); };
    const testing::AssertionResult result = refuses(draw, ErrorKind::input, {"contradict"});
    ASSERT_TRUE(result);
    const std::string message = result.message();
    int x = 0;
    int y = 0;
    ASSERT_EQ(std::sscanf(message.c_str() + message.find_last_of(' '), "%d,%d", &x, &y), 2) << message;
    EXPECT_NEAR(x, 80, scale) << message;
    EXPECT_NEAR(y, 50, scale) << message;
  }
}

// Two lines side by side are no contradiction, though they fall on the same pixels of a coarse grid.
TEST(MarkerErrors, NeighboursAreNoContradictionOnCoarseGrids) {
  const Markers lines =
      stroke(Label::foreground, {{20, 50}, {180, 50}}) + stroke(Label::background, {{20, 53}, {180, 53}});
  const Markers points = stroke(Label::foreground, {{101, 51}}) + stroke(Label::background, {{103, 51}});
  Image labels(width, height, 1, unmarked);
  labels.row(50)[100] = foreground;
  for (const Markers& markers : {lines, points, points + mask(labels)}) {
    for (const int scale : {1, 4, 10, 25}) {
      EXPECT_NO_THROW((void)segment::rasterise(markers, width, height, width / scale, height / scale)) << scale;
    }
  }
  const Image together = segment::rasterise(lines, width, height, 8, 4);
  EXPECT_EQ(at(together, 4, 2), unmarked);
}

TEST(MarkerErrors, SamePointOfBothLabels) {
  EXPECT_TRUE(refuses(
      [] {
        (void)segment::rasterise(stroke(Label::foreground, {{33, 44}}) + stroke(Label::background, {{33, 44}}), width,
                                 height, width, height);
      },
      ErrorKind::input, {"contradict", "33,44"}));
}

TEST(MarkerErrors, AStrokeThroughTheOtherLabelOfTheMarkerImage) {
  Image labels(width, height, 1, unmarked);
  for (int x = 60; x < 100; ++x) {
    for (int y = 40; y < 60; ++y) labels.row(y)[x] = foreground;
  }
  EXPECT_TRUE(refuses(
      [&] {
        (void)segment::rasterise(mask(labels) + stroke(Label::background, {{20, 50}, {150, 50}}), width, height, 100,
                                 50);
      },
      ErrorKind::input, {"contradict"}));
}

TEST(MarkerMap, NothingMarkedIsAllUnmarked) {
  EXPECT_EQ(segment::rasterise({}, width, height, 50, 25).pixels, Image(50, 25, 1, unmarked).pixels);
}

TEST(MarkerMap, APointIsADiskOfItsRadiusOrOfTheUsualOne) {
  for (const double radius : {3.0, 10.0, 25.0, 0.0}) {
    const Image labels = segment::rasterise(stroke(Label::background, {{500, 300}}, radius), 1000, 600, 1000, 600);
    const double expected = radius > 0 ? radius : 8;  // 0.8 % of the long side
    const auto area = static_cast<double>(count(labels, background));
    EXPECT_NEAR(std::sqrt(area / 3.14159265), expected, 0.6) << radius;
    EXPECT_EQ(at(labels, 500, 300), background);
    EXPECT_EQ(count(labels, foreground), 0);
  }
}

TEST(MarkerMap, BorderIsBackgroundWhereOnlyForegroundIsKnown) {
  const Markers fore = stroke(Label::foreground, {{100, 50}});
  const Markers back = stroke(Label::background, {{20, 20}});
  EXPECT_TRUE(segment::border_is_background(fore));
  EXPECT_FALSE(segment::border_is_background({}));
  EXPECT_FALSE(segment::border_is_background(back));
  EXPECT_FALSE(segment::border_is_background(fore + back));
  EXPECT_FALSE(segment::border_is_background(fore + box(10, 10, 150, 80)));
  EXPECT_TRUE(segment::border_is_background(mask(Image(width, height, 1, foreground))));
  Image both(width, height, 1, foreground);
  EXPECT_FALSE(segment::border_is_background(mask(both) + back));
  both.row(3)[3] = background;
  EXPECT_FALSE(segment::border_is_background(mask(both)));
  for (const Markers& base : {Markers(), fore, back, fore + back, fore + box(10, 10, 150, 80)}) {
    for (const bool wanted : {false, true}) {
      Markers markers = base;
      markers.border_is_background = wanted;
      EXPECT_EQ(segment::border_is_background(markers), wanted);
    }
  }
}

TEST(MarkerMap, TheBorderIsTwoPixelsWideAtTheUsualSize) {
  for (const auto& [side, border] : {std::pair{512, 2}, {256, 1}, {64, 1}, {1024, 4}}) {
    EXPECT_EQ(segment::border_pixels(side, side / 2), border);
    EXPECT_EQ(segment::border_pixels(side / 2, side), border);
    const Image labels = segment::rasterise(stroke(Label::foreground, {{100, 50}}), width, height, side, side / 2);
    for (int y = 0; y < side / 2; ++y) {
      for (int x = 0; x < side; ++x) {
        const int depth = std::min(std::min(x, side - 1 - x), std::min(y, side / 2 - 1 - y));
        ASSERT_EQ(at(labels, x, y) == background, depth < border) << side << ": " << x << "," << y;
      }
    }
  }
}

TEST(MarkerMap, ForegroundOnTheBorderStays) {
  const Image labels = segment::rasterise(stroke(Label::foreground, {{0, 50}, {30, 50}}, 6), width, height, 200, 100);
  EXPECT_EQ(at(labels, 0, 50), foreground);
  EXPECT_EQ(at(labels, 0, 46), foreground);
  EXPECT_EQ(at(labels, 0, 20), background);
}

TEST(MarkerMap, ABoxAddsNoBackgroundInsideItself) {
  const Image labels = segment::rasterise(box(0, 0, width, height), width, height, 128, 64);
  EXPECT_EQ(count(labels, unmarked), 128 * 64);
}

TEST(MarkerMap, PensThatOverlapLeaveTheirLinesAndNothingBetween) {
  const Markers near =
      stroke(Label::foreground, {{50, 40}, {150, 40}}, 10) + stroke(Label::background, {{50, 48}, {150, 48}}, 10);
  const Image labels = segment::rasterise(near, width, height, width, height);
  for (int x = 50; x <= 150; ++x) {
    ASSERT_EQ(at(labels, x, 40), foreground);
    ASSERT_EQ(at(labels, x, 48), background);
    ASSERT_EQ(at(labels, x, 44), unmarked);
    ASSERT_EQ(at(labels, x, 34), foreground);
    ASSERT_EQ(at(labels, x, 54), background);
  }
}

TEST(MarkerMap, HugePensAreLegal) {
  for (const double radius : {1e4, 1e6, 1e300}) {
    const Image labels =
        segment::rasterise(stroke(Label::background, {{100, 50}, {20, 30}}, radius), width, height, 50, 25);
    EXPECT_EQ(count(labels, background), 50 * 25) << radius;
  }
}

}  // namespace
}  // namespace hesscut::test
