#include <gtest/gtest.h>

#include "host/segment/marker_map.hpp"
#include "tests/segment/checks.hpp"

/// Marker maps of random strokes, boxes and marker images against definitions that try every pixel.

namespace hesscut::test {
namespace {

struct Sizes {
  int photo_width, photo_height, width, height;

  [[nodiscard]] double scale() const {
    return std::sqrt(static_cast<double>(width) / photo_width * height / photo_height);
  }
  /// A photo position on the grid.
  [[nodiscard]] Point on_grid(const Point& p) const {
    return {(p.x + 0.5) * width / photo_width - 0.5, (p.y + 0.5) * height / photo_height - 0.5};
  }
};

Sizes random_sizes(Random& random) {
  Sizes sizes{random.integer(20, 400), random.integer(20, 400), 0, 0};
  const double shrink = random.uniform(0.1, 1);
  sizes.width = std::max(2, static_cast<int>(std::lround(shrink * sizes.photo_width)));
  sizes.height = std::max(2, static_cast<int>(std::lround(shrink * sizes.photo_height)));
  return sizes;
}

Point random_point(Random& random, const Sizes& sizes) {
  return {random.uniform(-0.5, sizes.photo_width - 0.51), random.uniform(-0.5, sizes.photo_height - 0.51)};
}

double distance_to_segment(const Point& p, const Point& a, const Point& b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double square = dx * dx + dy * dy;
  const double along = square > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0, 1.0) : 0.0;
  return std::hypot(p.x - a.x - along * dx, p.y - a.y - along * dy);
}

/// Of a pixel of the grid from a stroke's line, in pixels of the grid.
double distance_to(const Stroke& stroke, const Point& pixel, const Sizes& sizes) {
  double distance = HUGE_VAL;
  for (std::size_t i = 0; i < stroke.points.size(); ++i) {
    distance = std::min(distance, distance_to_segment(pixel, sizes.on_grid(stroke.points[i]),
                                                      sizes.on_grid(stroke.points[i == 0 ? 0 : i - 1])));
  }
  return distance;
}

// A pixel well inside the pen is marked and one well outside is not; the rasteriser has one pixel of freedom between.
TEST(RandomStrokes, AreWhereTheirLinesAre) {
  Random random(1);
  for (int trial = 0; trial < 150; ++trial) {
    const Sizes sizes = random_sizes(random);
    Stroke stroke{Label::background, {}, random.chance(0.3) ? 0.4 : random.uniform(0.5, 40)};
    for (int i = random.integer(1, 5); i > 0; --i) stroke.points.push_back(random_point(random, sizes));
    Markers markers;
    markers.strokes = {stroke};
    const Image labels = segment::rasterise(markers, sizes.photo_width, sizes.photo_height, sizes.width, sizes.height);
    const double pen = stroke.radius * sizes.scale();
    std::size_t marked = 0;
    for (int y = 0; y < sizes.height; ++y) {
      for (int x = 0; x < sizes.width; ++x) {
        const double distance = distance_to(stroke, {static_cast<double>(x), static_cast<double>(y)}, sizes);
        const std::uint8_t label = labels.row(y)[x];
        marked += label == background ? 1 : 0;
        ASSERT_NE(label, foreground);
        if (distance < pen - 1) {
          ASSERT_EQ(label, background) << trial << ": " << distance << " of " << pen;
        }
        if (distance > pen + 1) {
          ASSERT_EQ(label, unmarked) << trial << ": " << distance << " of " << pen;
        }
      }
    }
    ASSERT_GE(marked, 1) << trial;
  }
}

// However thin the pen and however coarse the grid, the line stays in one piece from end to end.
TEST(RandomStrokes, ThinLinesSurviveEveryShrinking) {
  Random random(2);
  for (int trial = 0; trial < 200; ++trial) {
    Sizes sizes{random.integer(300, 4000), random.integer(300, 4000), random.integer(16, 64), random.integer(16, 64)};
    Markers markers;
    const Point from = random_point(random, sizes);
    const Point to = random_point(random, sizes);
    markers.strokes.push_back({Label::foreground, {from, to}, 0.1});
    markers.border_is_background = false;
    const Image labels = segment::rasterise(markers, sizes.photo_width, sizes.photo_height, sizes.width, sizes.height);
    const Point a = sizes.on_grid(from);
    const Point b = sizes.on_grid(to);
    constexpr int steps = 200;
    for (int i = 0; i <= steps; ++i) {
      const double x = a.x + (b.x - a.x) * i / steps;
      const double y = a.y + (b.y - a.y) * i / steps;
      bool met = false;
      for (int row = static_cast<int>(std::lround(y)) - 1; row <= std::lround(y) + 1; ++row) {
        for (int column = static_cast<int>(std::lround(x)) - 1; column <= std::lround(x) + 1; ++column) {
          const bool inside = row >= 0 && row < sizes.height && column >= 0 && column < sizes.width;
          met = met || (inside && labels.row(row)[column] == foreground);
        }
      }
      ASSERT_TRUE(met) << trial << " at " << x << "," << y;
    }
  }
}

TEST(RandomStrokes, EveryPointLeavesItsPixel) {
  Random random(3);
  for (int trial = 0; trial < 300; ++trial) {
    const Sizes sizes = random_sizes(random);
    const Point p = random_point(random, sizes);
    for (const Label label : {Label::foreground, Label::background}) {
      Markers markers;
      markers.add_point(label, p, random.uniform(0.01, 3));
      const Image labels =
          segment::rasterise(markers, sizes.photo_width, sizes.photo_height, sizes.width, sizes.height);
      const Point q = sizes.on_grid(p);
      const int x = std::clamp(static_cast<int>(std::lround(q.x)), 0, sizes.width - 1);
      const int y = std::clamp(static_cast<int>(std::lround(q.y)), 0, sizes.height - 1);
      ASSERT_EQ(labels.row(y)[x], static_cast<std::uint8_t>(label)) << trial;
    }
  }
}

// Outside is exact: a pixel of the grid is background when no part of it lies in the box.
TEST(RandomBoxes, MarkWhatHasNoPartInside) {
  Random random(4);
  for (int trial = 0; trial < 400; ++trial) {
    const Sizes sizes = random_sizes(random);
    Box box;
    box.x = random.integer(0, sizes.photo_width - 1);
    box.y = random.integer(0, sizes.photo_height - 1);
    box.width = random.integer(1, sizes.photo_width - box.x);
    box.height = random.integer(1, sizes.photo_height - box.y);
    Markers markers;
    markers.box = box;
    const Image labels = segment::rasterise(markers, sizes.photo_width, sizes.photo_height, sizes.width, sizes.height);
    for (int y = 0; y < sizes.height; ++y) {
      for (int x = 0; x < sizes.width; ++x) {
        const bool in_columns = (x + 1) * sizes.photo_width > box.x * sizes.width &&
                                x * sizes.photo_width < (box.x + box.width) * sizes.width;
        const bool in_rows = (y + 1) * sizes.photo_height > box.y * sizes.height &&
                             y * sizes.photo_height < (box.y + box.height) * sizes.height;
        ASSERT_EQ(labels.row(y)[x], in_columns && in_rows ? unmarked : background) << trial << ": " << x << "," << y;
      }
    }
  }
}

Image random_labels(Random& random, int width, int height, int block) {
  Image labels(width, height, 1);
  Image blocks((width + block - 1) / block, (height + block - 1) / block, 1);
  for (std::uint8_t& v : blocks.pixels)
    v = random.chance(0.6) ? unmarked : random.chance(0.5) ? foreground : background;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) labels.row(y)[x] = blocks.row(y / block)[x / block];
  }
  return labels;
}

TEST(MarkerImages, OfTheGridsSizeAreTheMap) {
  Random random(5);
  for (int trial = 0; trial < 30; ++trial) {
    Markers markers;
    markers.mask = random_labels(random, random.integer(2, 90), random.integer(2, 90), random.integer(1, 9));
    markers.border_is_background = false;
    const Image& mask = markers.mask;
    ASSERT_EQ(segment::rasterise(markers, mask.width, mask.height, mask.width, mask.height).pixels, mask.pixels);
  }
}

TEST(MarkerImages, ShrinkByWholeBlocksToTheBlocks) {
  Random random(6);
  for (const int block : {2, 3, 8, 20}) {
    Markers markers;
    markers.mask = random_labels(random, 30 * block, 20 * block, block);
    markers.border_is_background = false;
    const Image labels = segment::rasterise(markers, 30 * block, 20 * block, 30, 20);
    for (int y = 0; y < 20; ++y) {
      for (int x = 0; x < 30; ++x) ASSERT_EQ(labels.row(y)[x], markers.mask.row(y * block)[x * block]) << block;
    }
  }
}

// A drawn marker image holds broad and thin marks; each must leave its trace, whatever else is marked.
TEST(MarkerImages, ThinMarksSurviveBesideBroadOnes) {
  for (const int scale : {2, 4, 8, 16}) {
    for (const std::uint8_t label : {foreground, background}) {
      const int width = 64 * scale;
      const int height = 48 * scale;
      Markers markers;
      markers.mask = Image(width, height, 1, unmarked);
      markers.border_is_background = false;
      for (int y = 0; y < 10 * scale; ++y) {
        for (int x = 0; x < 10 * scale; ++x) markers.mask.row(y)[x] = label;
      }
      for (int x = 20 * scale; x < 60 * scale; ++x) markers.mask.row(30 * scale + scale / 2)[x] = label;  // a thin line
      markers.mask.row(40 * scale)[40 * scale] = label;                                                   // and a dot
      const Image labels = segment::rasterise(markers, width, height, 64, 48);
      for (int x = 20; x < 60; ++x) ASSERT_EQ(labels.row(30)[x], label) << "line at 1/" << scale;
      EXPECT_EQ(labels.row(40)[40], label) << "dot at 1/" << scale;
      // Growing thin marks must not make broad ones broader than the pixels that they touch.
      EXPECT_EQ(labels.row(5)[10], unmarked);
      EXPECT_EQ(labels.row(5)[9], label);
    }
  }
}

TEST(MarkerImages, MostOfAPixelDecidesBetweenNeighbours) {
  constexpr int scale = 5;
  Markers markers;
  markers.mask = Image(20 * scale, 10 * scale, 1, background);
  for (int y = 0; y < 10 * scale; ++y) {
    for (int x = 0; x < 8 * scale + 3; ++x) markers.mask.row(y)[x] = foreground;
  }
  const Image labels = segment::rasterise(markers, 20 * scale, 10 * scale, 20, 10);
  for (int x = 0; x < 20; ++x) EXPECT_EQ(labels.row(4)[x], x <= 8 ? foreground : background) << x;
}

}  // namespace
}  // namespace hesscut::test
