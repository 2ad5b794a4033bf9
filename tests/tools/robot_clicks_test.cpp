#include "tools/hesscut/evaluate/robot_clicks.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <hesscut/error.hpp>
#include <random>

/// The robot user against a search by brute force: flood fill, and the distance to every pixel.

namespace {

using hesscut::Image;
using hesscut::Label;
using hesscut::Markers;
using hesscut::evaluate::Click;
using hesscut::evaluate::first_click;
using hesscut::evaluate::next_click;

bool is_in(const std::vector<std::uint8_t>& region, int width, int height, int x, int y) {
  return x >= 0 && x < width && y >= 0 && y < height && region[y * width + x] != 0;
}

/// The squared distance to the nearest pixel that is not in the region, those around the image among them.
int squared_depth(const std::vector<std::uint8_t>& region, int width, int height, int x, int y) {
  int least = INT_MAX;
  for (int v = -1; v <= height; ++v) {
    for (int u = -1; u <= width; ++u) {
      if (!is_in(region, width, height, u, v)) least = std::min(least, (u - x) * (u - x) + (v - y) * (v - y));
    }
  }
  return least;
}

/// The 8-connected set of pixels around a first one, which leave `region` for it.
std::vector<std::uint8_t> take_component(std::vector<std::uint8_t>& region, int width, int height, int first) {
  std::vector<std::uint8_t> component(region.size(), 0);
  std::vector<int> open{first};
  region[first] = 0;
  while (!open.empty()) {
    const int at = open.back();
    open.pop_back();
    component[at] = 1;
    for (int y = at / width - 1; y <= at / width + 1; ++y) {
      for (int x = at % width - 1; x <= at % width + 1; ++x) {
        if (!is_in(region, width, height, x, y)) continue;
        region[y * width + x] = 0;
        open.push_back(y * width + x);
      }
    }
  }
  return component;
}

struct Expected {
  std::vector<std::uint8_t> component;
  Label label = Label::foreground;
  std::ptrdiff_t area = 0;
  int first = 0;
};

std::optional<Click> expected_click(const Image& mask, const Image& truth) {
  Expected best;
  for (const Label label : {Label::foreground, Label::background}) {
    std::vector<std::uint8_t> wrong(truth.pixels.size());
    for (std::size_t i = 0; i < wrong.size(); ++i) {
      wrong[i] = label == Label::foreground ? truth.pixels[i] > 128 && mask.pixels[i] == 0
                                            : truth.pixels[i] < 128 && mask.pixels[i] == 255;
    }
    for (int i = 0; i < static_cast<int>(wrong.size()); ++i) {
      if (wrong[i] == 0) continue;
      std::vector<std::uint8_t> component = take_component(wrong, truth.width, truth.height, i);
      const auto area = std::ranges::count(component, 1);
      if (area > best.area || (area == best.area && i < best.first)) best = {std::move(component), label, area, i};
    }
  }
  if (best.area == 0) return std::nullopt;
  Click click{best.label, 0, 0};
  int deepest = 0;
  for (int y = 0; y < truth.height; ++y) {
    for (int x = 0; x < truth.width; ++x) {
      if (!is_in(best.component, truth.width, truth.height, x, y)) continue;
      const int depth = squared_depth(best.component, truth.width, truth.height, x, y);
      if (depth <= deepest) continue;
      deepest = depth;
      click.x = x;
      click.y = y;
    }
  }
  return click;
}

void expect_same(const std::optional<Click>& got, const std::optional<Click>& want) {
  ASSERT_EQ(got.has_value(), want.has_value());
  if (!want) return;
  EXPECT_EQ(got->label, want->label);
  EXPECT_EQ(got->x, want->x);
  EXPECT_EQ(got->y, want->y);
}

/// Blobs of random values: squares drawn over each other.
Image random_blobs(std::mt19937& random, int width, int height, const std::vector<std::uint8_t>& values) {
  Image image(width, height, 1, values.front());
  for (int i = 0; i < 12; ++i) {
    const int side = 1 + static_cast<int>(random() % 9);
    const int left = static_cast<int>(random() % width);
    const int top = static_cast<int>(random() % height);
    const std::uint8_t value = values[random() % values.size()];
    for (int y = top; y < std::min(top + side, height); ++y) {
      for (int x = left; x < std::min(left + side, width); ++x) image.row(y)[x] = value;
    }
  }
  return image;
}

void fill(Image& image, int left, int top, int right, int bottom, std::uint8_t value) {
  for (int y = top; y < bottom; ++y) std::fill(image.row(y) + left, image.row(y) + right, value);
}

TEST(RobotClicks, AreThoseOfABruteForceSearch) {
  std::mt19937 random(7);
  for (int round = 0; round < 150; ++round) {
    const int width = 1 + static_cast<int>(random() % 28);
    const int height = 1 + static_cast<int>(random() % 22);
    const Image truth = random_blobs(random, width, height, {0, 255, 128});
    const Image mask = random_blobs(random, width, height, {255, 0});
    SCOPED_TRACE(testing::Message() << "round " << round << ", " << width << " x " << height);
    expect_same(next_click(mask.view(), truth.view(), {}), expected_click(mask, truth));
  }
}

TEST(RobotClicks, BeginWhereTheProductIsDeepest) {
  Image truth(40, 30, 1);
  fill(truth, 2, 2, 38, 9, 255);     // the larger part, 7 pixels high
  fill(truth, 10, 12, 21, 23, 255);  // the deeper one, 11 x 11
  const Click click = first_click(truth.view());
  EXPECT_EQ(click.label, Label::foreground);
  EXPECT_EQ(click.x, 15);
  EXPECT_EQ(click.y, 17);
}

TEST(RobotClicks, TakeThePhotosBorderForAnEdge) {
  Image truth(21, 30, 1);
  fill(truth, 0, 0, 21, 11, 255);
  const Click click = first_click(truth.view());
  EXPECT_EQ(click.y, 5);
  EXPECT_EQ(click.x, 5);  // the first one of a row of equal depth
}

TEST(RobotClicks, KeepAwayFromUnknownTruth) {
  Image truth(30, 30, 1, 255);
  fill(truth, 0, 0, 30, 11, 128);
  const Click click = first_click(truth.view());
  EXPECT_EQ(click.y, 20);  // in the middle of rows 11 to 29
}

TEST(RobotClicks, TakeNoUnknownPixelForAnError) {
  Image truth(20, 20, 1, 128);
  fill(truth, 5, 5, 15, 15, 255);
  EXPECT_FALSE(next_click(Image(20, 20, 1, 255).view(), truth.view(), {}));
  const auto missing = next_click(Image(20, 20, 1).view(), truth.view(), {});
  ASSERT_TRUE(missing);
  EXPECT_EQ(missing->label, Label::foreground);
}

TEST(RobotClicks, GoToTheLargestErrorNotToTheDeepest) {
  const Image truth(60, 40, 1);
  Image mask = truth;
  fill(mask, 2, 2, 12, 12, 255);   // 100 pixels, 10 deep
  fill(mask, 2, 20, 56, 22, 255);  // 108 pixels, 2 deep
  const auto click = next_click(mask.view(), truth.view(), {});
  ASSERT_TRUE(click);
  EXPECT_EQ(click->label, Label::background);
  EXPECT_EQ(click->y, 20);
}

TEST(RobotClicks, TakePixelsThatTouchAtACornerForOneError) {
  Image truth(30, 30, 1);
  Image mask(30, 30, 1);
  fill(mask, 2, 2, 6, 6, 255);
  fill(mask, 6, 6, 10, 10, 255);  // 32 pixels with the square that it touches
  fill(truth, 20, 20, 25, 25, 255);
  const auto click = next_click(mask.view(), truth.view(), {});
  ASSERT_TRUE(click);
  EXPECT_EQ(click->label, Label::background);
}

TEST(RobotClicks, OfErrorsOfOneSizeTakeTheFirst) {
  Image truth(30, 10, 1);
  Image mask(30, 10, 1);
  fill(mask, 2, 3, 6, 7, 255);
  fill(truth, 20, 3, 24, 7, 255);
  EXPECT_EQ(next_click(mask.view(), truth.view(), {})->label, Label::background);
  std::swap(mask, truth);
  EXPECT_EQ(next_click(mask.view(), truth.view(), {})->label, Label::foreground);
}

TEST(RobotClicks, NeverComeToTheSamePointAgain) {
  Image truth(20, 20, 1);
  fill(truth, 4, 4, 7, 6, 255);
  const Image nothing(20, 20, 1);  // whatever is clicked
  std::vector<Click> made;
  for (int i = 0; i < 6; ++i) {
    const auto click = next_click(nothing.view(), truth.view(), made);
    ASSERT_TRUE(click) << i;
    for (const Click& before : made) EXPECT_FALSE(before.x == click->x && before.y == click->y) << i;
    EXPECT_EQ(truth.row(click->y)[click->x], 255);
    made.push_back(*click);
  }
  EXPECT_FALSE(next_click(nothing.view(), truth.view(), made));
}

TEST(RobotClicks, GoOnToAnotherErrorWhereOneIsUsedUp) {
  Image truth(20, 20, 1);
  fill(truth, 4, 4, 6, 5, 255);  // two pixels
  truth.row(15)[15] = 255;
  const std::vector<Click> made{{Label::foreground, 4, 4}, {Label::foreground, 5, 4}};
  const auto click = next_click(Image(20, 20, 1).view(), truth.view(), made);
  ASSERT_TRUE(click);
  EXPECT_EQ(click->x, 15);
  EXPECT_EQ(click->y, 15);
}

TEST(RobotClicks, AreDisksOfFivePixelsAndTheBorder) {
  const std::vector<Click> clicks{{Label::foreground, 30, 20}, {Label::background, 7, 9}};
  const Markers markers = hesscut::evaluate::markers_of(clicks);
  ASSERT_EQ(markers.strokes.size(), 2U);
  EXPECT_EQ(markers.strokes[0].label, Label::foreground);
  EXPECT_EQ(markers.strokes[1].label, Label::background);
  ASSERT_EQ(markers.strokes[1].points.size(), 1U);
  EXPECT_EQ(markers.strokes[1].points[0].x, 7);
  EXPECT_EQ(markers.strokes[1].points[0].y, 9);
  EXPECT_EQ(markers.strokes[0].radius, 5);
  EXPECT_EQ(markers.strokes[1].radius, 5);
  EXPECT_EQ(markers.border_is_background, true);
  EXPECT_FALSE(markers.box);
  EXPECT_TRUE(markers.mask.empty());
}

TEST(RobotClicks, NeedAProduct) {
  EXPECT_THROW(static_cast<void>(first_click(Image(30, 20, 1).view())), hesscut::Error);
  EXPECT_THROW(static_cast<void>(first_click(Image(30, 20, 1, 128).view())), hesscut::Error);
}

}  // namespace
