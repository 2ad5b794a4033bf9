#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <hesscut/error.hpp>

#include "tools/hesscut/evaluate/grabcut.hpp"
#include "tools/hesscut/evaluate/watershed.hpp"

namespace {

using hesscut::Box;
using hesscut::Image;
using hesscut::Label;
using hesscut::Markers;
using namespace hesscut::evaluate;

constexpr int side = 120;
constexpr int working_side = 60;

/// A bright square on dark ground; the box is the square.
struct Square {
  int left = 40, top = 30, size = 48;
  Image photo{side, side, 3, 40};
  Image truth{side, side, 1};

  Square() {
    for (int y = top; y < top + size; ++y) {
      std::fill(photo.row(y) + 3 * left, photo.row(y) + 3 * (left + size), std::uint8_t{220});
      std::fill(truth.row(y) + left, truth.row(y) + left + size, std::uint8_t{255});
    }
  }
};

int difference(const Image& a, const Image& b) {
  int count = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) count += a.pixels[i] != b.pixels[i] ? 1 : 0;
  return count;
}

TEST(Watershed, FloodsToTheEdge) {
  const Square square;
  Markers points;
  points.add_point(Label::foreground, {50, 45}, 4);
  points.border_is_background = true;
  Markers box;
  box.box = Box{square.left - 6, square.top - 6, square.size + 12, square.size + 12};
  for (const Markers& markers : {points, box}) {
    const PeerResult result = watershed(square.photo.view(), markers, working_side);
    EXPECT_EQ(result.mask.width, side);
    // The lines are background, so the square may lose one working pixel all round.
    EXPECT_LE(difference(result.mask, square.truth), 4 * square.size * side / working_side);
    EXPECT_GT(result.ms, 0);
  }
}

TEST(Watershed, TakesTheMiddleOfABoxForProduct) {
  const Image even(side, side, 3, 90);
  Markers box;
  box.box = Box{20, 20, 80, 80};
  const Image mask = watershed(even.view(), box, side).mask;
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const bool middle = x >= 40 && x < 80 && y >= 40 && y < 80;
      const bool outside = x < 20 || x >= 100 || y < 20 || y >= 100;
      if (!middle && !outside) continue;
      ASSERT_EQ(mask.row(y)[x], middle ? 255 : 0) << x << "," << y;
    }
  }
}

TEST(Watershed, NeedsBothBasins) {
  const Square square;
  Markers product;
  product.add_point(Label::foreground, {60, 50}, 4);
  product.border_is_background = false;
  EXPECT_THROW((void)watershed(square.photo.view(), product, working_side), hesscut::Error);
  Markers ground;
  ground.add_point(Label::background, {5, 5}, 3);
  EXPECT_THROW((void)watershed(square.photo.view(), ground, working_side), hesscut::Error);
  EXPECT_THROW((void)watershed(square.photo.view(), {}, working_side), hesscut::Error);
}

TEST(Feather, IsAGaussianEdge) {
  Image mask(64, 32, 1);
  for (int y = 0; y < 32; ++y) std::fill(mask.row(y) + 30, mask.row(y) + 64, std::uint8_t{255});
  for (const double sigma : {1.0, 2.0, 3.0}) {
    const Image soft = feathered(mask, sigma);
    for (int x = 0; x < 64; ++x) {
      const double want = 255 * 0.5 * std::erfc(-(x - 29.5) / sigma / std::sqrt(2.0));
      ASSERT_NEAR(soft.row(16)[x], want, 255 * 0.02) << sigma << " at " << x;
    }
  }
  EXPECT_EQ(feathered(mask, 0).pixels, mask.pixels);
}

}  // namespace
