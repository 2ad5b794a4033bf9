#include "tools/hesscut/evaluate/robot_markers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <hesscut/error.hpp>

#include "tools/scenes/scenes.hpp"

namespace {

using hesscut::Image;
using hesscut::Markers;
using hesscut::evaluate::spread_points;
using hesscut::evaluate::tight_box;

Image disk(int width, int height, int centre_x, int centre_y, int radius) {
  Image truth(width, height, 1);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      if (std::hypot(x - centre_x, y - centre_y) <= radius) truth.row(y)[x] = 255;
    }
  }
  return truth;
}

TEST(SpreadPoints, BeginWhereTheProductIsDeepest) {
  const Image truth = disk(200, 150, 90, 70, 50);
  const Markers markers = spread_points(truth.view(), 1);
  for (int y = 0; y < 150; ++y) {
    for (int x = 0; x < 200; ++x) {
      const bool marked = std::hypot(x - 90, y - 70) <= 3;
      EXPECT_EQ(markers.mask.row(y)[x], marked ? 255 : 128) << x << "," << y;
    }
  }
  EXPECT_EQ(markers.border_is_background, true);
  EXPECT_FALSE(markers.box);
}

TEST(SpreadPoints, LieInsideTheProductOfEveryScene) {
  for (int index = 0; index < hesscut::scenes::scene_count; ++index) {
    const hesscut::scenes::Scene scene = hesscut::scenes::render(index, 96, 72);
    const Markers markers = spread_points(scene.truth.view(), 5);
    int marked = 0;
    for (std::size_t i = 0; i < markers.mask.pixels.size(); ++i) {
      if (markers.mask.pixels[i] == 128) continue;
      ++marked;
      ASSERT_EQ(markers.mask.pixels[i], 255);
      EXPECT_EQ(scene.truth.pixels[i], 255) << scene.name;
    }
    EXPECT_GE(marked, 5 * 5) << scene.name;
    EXPECT_EQ(spread_points(scene.truth.view(), 5).mask.pixels, markers.mask.pixels) << scene.name;
  }
}

TEST(SpreadPoints, ReachEveryPart) {
  Image truth(300, 100, 1);
  for (const int left : {20, 130, 240}) {
    for (int y = 30; y < 70; ++y) std::fill(truth.row(y) + left, truth.row(y) + left + 40, std::uint8_t{255});
  }
  const Markers markers = spread_points(truth.view(), 3);
  for (const int left : {20, 130, 240}) {
    bool found = false;
    for (int y = 30; y < 70; ++y) {
      const std::uint8_t* row = markers.mask.row(y);
      found = found || std::find(row + left, row + left + 40, 255) != row + left + 40;
    }
    EXPECT_TRUE(found) << left;
  }
}

TEST(SpreadPoints, AreFewerWhereThereIsNoRoom) {
  Image truth(20, 20, 1);
  truth.row(10)[10] = 255;
  const Markers markers = spread_points(truth.view(), 9);
  EXPECT_EQ(std::ranges::count(markers.mask.pixels, 255), 1);
}

TEST(SpreadPoints, IgnoreWhatTheTruthDoesNotKnow) {
  Image truth(40, 40, 1, 128);
  for (int y = 2; y < 9; ++y) std::fill(truth.row(y) + 2, truth.row(y) + 9, std::uint8_t{255});
  const Markers markers = spread_points(truth.view(), 2);
  for (int y = 0; y < 40; ++y) {
    for (int x = 0; x < 40; ++x) {
      const bool marked = markers.mask.row(y)[x] == 255;
      EXPECT_TRUE(!marked || truth.row(y)[x] == 255) << x << "," << y;
    }
  }
}

TEST(TightBox, IsGrownByThreePixelsOfAPhotoOf512) {
  Image truth(1024, 600, 1);
  truth.row(100)[200] = 255;
  truth.row(300)[500] = 255;
  const Markers markers = tight_box(truth.view());
  ASSERT_TRUE(markers.box);
  EXPECT_EQ(markers.box->x, 194);
  EXPECT_EQ(markers.box->y, 94);
  EXPECT_EQ(markers.box->width, 501 + 6 - 194);
  EXPECT_EQ(markers.box->height, 301 + 6 - 94);
  EXPECT_TRUE(markers.mask.empty());
}

TEST(TightBox, StaysInThePhoto) {
  const Image truth(30, 20, 1, 255);
  const Markers markers = tight_box(truth.view());
  ASSERT_TRUE(markers.box);
  EXPECT_EQ(markers.box->x, 0);
  EXPECT_EQ(markers.box->y, 0);
  EXPECT_EQ(markers.box->width, 30);
  EXPECT_EQ(markers.box->height, 20);
}

TEST(RobotMarkers, NeedAProduct) {
  const Image truth(30, 20, 1);
  EXPECT_THROW(static_cast<void>(spread_points(truth.view(), 3)), hesscut::Error);
  EXPECT_THROW(static_cast<void>(tight_box(truth.view())), hesscut::Error);
}

}  // namespace
