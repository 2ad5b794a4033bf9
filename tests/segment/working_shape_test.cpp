#include "host/segment/working_shape.hpp"

#include <gtest/gtest.h>

#include "tests/segment/checks.hpp"

namespace hesscut::test {
namespace {

using kernels::Shape;

constexpr int smallest_rounded_side = 32;  ///< below it every side is as good as another

bool is_even_and_smooth(int side) {
  if (side % 2 != 0) return false;
  for (const int prime : {2, 3, 5, 7}) {
    while (side % prime == 0) side /= prime;
  }
  return side == 1;
}

void expect_working_shape(int width, int height, int working_side) {
  const Shape shape = segment::working_shape(width, height, working_side);
  SCOPED_TRACE(testing::Message() << width << " x " << height << " at " << working_side << ": " << shape.width << " x "
                                  << shape.height);
  ASSERT_EQ(shape.batch, 1);
  ASSERT_GE(std::min(shape.width, shape.height), 1);
  ASSERT_LE(std::max(shape.width, shape.height), working_side);
  ASSERT_LE(shape.width, width);
  ASSERT_LE(shape.height, height);
  for (const int side : {shape.width, shape.height}) {
    ASSERT_TRUE(side < smallest_rounded_side || is_even_and_smooth(side)) << side;
  }
  const double x = static_cast<double>(shape.width) / width;
  const double y = static_cast<double>(shape.height) / height;
  const int possible = std::min(working_side, std::max(width, height));
  if (std::min(shape.width, shape.height) >= smallest_rounded_side) {
    // On small grids the even sides without large prime factors lie up to 15 % apart.
    ASSERT_LT(std::max(x, y) / std::min(x, y) - 1, possible >= 200 ? 0.02 : 0.035);
  } else {
    // A side of few pixels is the wanted one, rounded.
    const double scale = width >= height ? x : y;
    ASSERT_LE(std::abs(shape.width - std::max(1.0, width * scale)), 1);
    ASSERT_LE(std::abs(shape.height - std::max(1.0, height * scale)), 1);
  }
  // Not much is given away: the grid is as large as asked for, or as the photo is.
  ASSERT_GE(std::max(shape.width, shape.height), 0.75 * possible);
}

int random_side(Random& random, double low, double high) {
  return static_cast<int>(std::pow(10, random.uniform(std::log10(low), std::log10(high))));
}

TEST(WorkingShape, KeepsItsPromisesForPhotosOfAnySize) {
  Random random(1);
  for (int i = 0; i < 20000; ++i) {
    expect_working_shape(random_side(random, 1, 20000), random_side(random, 1, 20000), random_side(random, 16, 8193));
    if (HasFatalFailure()) return;
  }
}

TEST(WorkingShape, KeepsItsPromisesForEveryRatioAtTheUsualSize) {
  for (int side = 1; side <= 4000; ++side) {
    expect_working_shape(4000, side, 512);
    expect_working_shape(side, 4000, 512);
    if (HasFatalFailure()) return;
  }
}

TEST(WorkingShape, KeepsItsPromisesForSmallPhotos) {
  for (int height = 1; height <= 160; ++height) {
    for (int width = 1; width <= 160; ++width) expect_working_shape(width, height, 512);
    if (HasFatalFailure()) return;
  }
}

TEST(WorkingShape, KeepsItsPromisesForStrips) {
  for (const int length : {5000, 20000}) {
    for (int breadth = 1; breadth <= 64; ++breadth) {
      for (const int working_side : {16, 512, 8192}) {
        expect_working_shape(length, breadth, working_side);
        expect_working_shape(breadth, length, working_side);
        if (HasFatalFailure()) return;
      }
    }
  }
}

TEST(WorkingShape, UsualPhotosKeepTheirRatioExactly) {
  EXPECT_EQ(segment::working_shape(1024, 1024, 512), (Shape{1, 512, 512}));
  EXPECT_EQ(segment::working_shape(640, 480, 512), (Shape{1, 384, 512}));
  EXPECT_EQ(segment::working_shape(480, 640, 512), (Shape{1, 512, 384}));
  EXPECT_EQ(segment::working_shape(4000, 3000, 512), (Shape{1, 384, 512}));
  EXPECT_EQ(segment::working_shape(320, 240, 512), (Shape{1, 240, 320}));
  EXPECT_EQ(segment::working_shape(1, 1, 512), (Shape{1, 1, 1}));
}

TEST(WorkingShape, CoarserGridsHalveRoundingUp) {
  EXPECT_EQ(segment::coarser({3, 8, 10}), (Shape{3, 4, 5}));
  EXPECT_EQ(segment::coarser({1, 7, 1}), (Shape{1, 4, 1}));
}

TEST(WorkingShape, CoarsestGridKeepsSixteenPixelsASide) {
  EXPECT_EQ(segment::usable_levels({1, 1, 5000}, 8), 1);
  EXPECT_EQ(segment::usable_levels({1, 31, 512}, 8), 1);
  EXPECT_EQ(segment::usable_levels({1, 32, 512}, 8), 2);
  EXPECT_EQ(segment::usable_levels({1, 512, 512}, 2), 2);
  Random random(2);
  for (int i = 0; i < 1000; ++i) {
    Shape shape{1, random_side(random, 1, 1000), random_side(random, 1, 1000)};
    const int wanted = random.integer(1, 8);
    const int levels = segment::usable_levels(shape, wanted);
    ASSERT_GE(levels, 1);
    ASSERT_LE(levels, wanted);
    for (int k = 1; k < levels; ++k) shape = segment::coarser(shape);
    const Shape next = segment::coarser(shape);
    if (levels > 1) {
      ASSERT_GE(std::min(shape.width, shape.height), 16);
    }
    if (levels < wanted) {
      ASSERT_LT(std::min(next.width, next.height), 17);  // 31 rounds up to 16
    }
  }
}

}  // namespace
}  // namespace hesscut::test
