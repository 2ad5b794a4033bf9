#include "host/catalogue/output/main_image.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <hesscut/error.hpp>
#include <random>

#include "host/catalogue/output/pictures.hpp"
#include "host/catalogue/output/tight_box.hpp"
#include "host/image/shrink.hpp"

namespace hesscut::catalogue {
namespace {

constexpr Rgb blue{0, 0, 255};

/// A red photo with a green product that fills a box.
struct Sample {
  Image photo;
  Image alpha;
  TightBox box;
};

Sample sample(int width, int height, const TightBox& box) {
  Sample made{Image(width, height, 3), Image(width, height, 1), box};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool product = x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
      made.photo.row(y)[3 * x + (product ? 1 : 0)] = 255;
      made.alpha.row(y)[x] = product ? 255 : 0;
    }
  }
  return made;
}

Image made(const Sample& sample, const MainImage& options) {
  return main_image(sample.photo, sample.alpha, sample.box, options);
}

std::vector<int> pixel(const Image& image, int x, int y) {
  const std::uint8_t* p = image.row(y) + 3 * x;
  return {p[0], p[1], p[2]};
}

/// Where more than half of a pixel is green.
TightBox green_box(const Image& image) {
  Image green(image.width, image.height, 1);
  for (std::size_t i = 0; i < green.pixels.size(); ++i) green.pixels[i] = image.pixels[3 * i + 1] > 127 ? 255 : 0;
  return tight_box(green);
}

TEST(MainImage, IsTheWholePhotoWhereNoSquareIsAskedFor) {
  const Sample one = sample(60, 40, {10, 10, 20, 20});
  EXPECT_EQ(made(one, {}).pixels, on_white(one.photo, one.alpha).pixels);
  const Image small = made(one, {.background = blue, .side = 30});
  EXPECT_EQ(small.width, 30);
  EXPECT_EQ(small.height, 20);
  EXPECT_EQ(small.pixels, image::shrunk_to_fit(on_colour(one.photo, one.alpha, blue), 30).pixels);
  EXPECT_EQ(made(one, {.side = 61}).width, 60);
}

TEST(MainImage, PutsTheProductIntoTheMiddleOfASquare) {
  const Sample one = sample(200, 100, {150, 20, 34, 20});
  const Image square = made(one, {.square = true, .background = blue});
  ASSERT_EQ(square.width, 40);  // 34 / 0.85
  ASSERT_EQ(square.height, 40);
  for (int y = 0; y < 40; ++y) {
    for (int x = 0; x < 40; ++x) {
      const bool product = x >= 3 && x < 37 && y >= 10 && y < 30;
      ASSERT_EQ(pixel(square, x, y), product ? (std::vector{0, 255, 0}) : (std::vector{0, 0, 255})) << x << ' ' << y;
    }
  }
}

TEST(MainImage, KeepsTheProductsOwnPixelsWhereNothingMustShrink) {
  std::mt19937 random(11);
  Sample one = sample(120, 90, {30, 20, 51, 40});
  for (std::uint8_t& value : one.photo.pixels) value = static_cast<std::uint8_t>(random());
  const Image square = made(one, {.square = true});
  ASSERT_EQ(square.width, 60);
  const int left = (60 - 51 + 1) / 2;  // the half pixel goes to the left
  for (int y = 0; y < 40; ++y) {
    EXPECT_TRUE(
        std::equal(one.photo.row(20 + y) + 3 * 30, one.photo.row(20 + y) + 3 * 81, square.row(10 + y) + 3 * left));
  }
}

TEST(MainImage, HasTheProductAtTheShareAskedForWhateverItsShape) {
  std::mt19937 random(12);
  for (int round = 0; round < 200; ++round) {
    const int width = 50 + static_cast<int>(random() % 150);
    const int height = 50 + static_cast<int>(random() % 150);
    TightBox box;
    box.x = static_cast<int>(random() % (width / 2));
    box.y = static_cast<int>(random() % (height / 2));
    box.width = 4 + static_cast<int>(random() % (width - box.x - 4));
    box.height = 4 + static_cast<int>(random() % (height - box.y - 4));
    const double fill = 0.3 + 0.7 * static_cast<double>(random() % 1000) / 999;
    const int limit = round % 2 == 0 ? 0 : 20 + static_cast<int>(random() % 100);
    const Image square =
        made(sample(width, height, box), {.square = true, .fill = fill, .background = blue, .side = limit});
    SCOPED_TRACE(testing::Message() << box.width << " x " << box.height << ", fill " << fill << ", side " << limit);
    const double longer = std::max(box.width, box.height);
    const int own_side = static_cast<int>(std::ceil(longer / fill));
    const int side = limit > 0 ? std::min(limit, own_side) : own_side;
    ASSERT_EQ(square.width, side);
    ASSERT_EQ(square.height, side);
    const TightBox found = green_box(square);
    const double scale = std::min(1.0, fill * side / longer);
    EXPECT_NEAR(std::max(found.width, found.height), fill * side, 1);
    if (std::min(box.width, box.height) * scale < 1) continue;  // green nowhere in full
    EXPECT_NEAR(found.width, box.width * scale, 1);
    EXPECT_NEAR(found.height, box.height * scale, 1);
    EXPECT_NEAR(found.x + found.width / 2.0, side / 2.0, 1);
    EXPECT_NEAR(found.y + found.height / 2.0, side / 2.0, 1);
    // Nothing of the red around has come along.
    for (std::size_t i = 0; i < square.pixels.size(); i += 3) ASSERT_EQ(square.pixels[i], 0);
  }
}

TEST(MainImage, TakesTheSoftEdgeOutsideTheBoxAlong) {
  Sample one = sample(60, 60, {20, 20, 20, 20});
  one.alpha.row(30)[41] = 102;
  const Image square = made(one, {.square = true, .fill = 0.5, .background = blue});
  ASSERT_EQ(square.width, 40);
  EXPECT_EQ(pixel(square, 31, 20), (std::vector{102, 0, 153}));
  EXPECT_EQ(pixel(square, 30, 20), (std::vector{0, 0, 255}));
  // A square that is full has no room for it.
  EXPECT_EQ(green_box(made(one, {.square = true, .fill = 1})).width, 20);
}

TEST(MainImage, IsBlendedBeforeItIsShrunk) {
  // Stripes of product and old background, each half a new pixel wide: half green, half blue, no red.
  Sample one = sample(64, 64, {0, 0, 64, 64});
  for (int y = 0; y < 64; ++y) {
    for (int x = 1; x < 64; x += 2) {
      one.alpha.row(y)[x] = 0;
      one.photo.row(y)[3 * x] = 255;
      one.photo.row(y)[3 * x + 1] = 0;
    }
  }
  const Image square = made(one, {.square = true, .fill = 1, .background = blue, .side = 32});
  ASSERT_EQ(square.width, 32);
  for (int x = 0; x < 32; ++x) EXPECT_EQ(pixel(square, x, 16), (std::vector{0, 128, 128}));
}

TEST(MainImage, WithoutAProductIsBackground) {
  const Sample none = sample(60, 40, {});
  const auto expect_plain = [&](int side, int expected) {
    const Image square = made(none, {.square = true, .background = blue, .side = side});
    EXPECT_EQ(square.width, expected);
    EXPECT_EQ(square.height, expected);
    EXPECT_EQ(pixel(square, 0, 0), (std::vector{0, 0, 255}));
    EXPECT_EQ(pixel(square, expected - 1, expected - 1), (std::vector{0, 0, 255}));
  };
  expect_plain(0, 60);
  expect_plain(25, 25);
  expect_plain(500, 60);
}

TEST(MainImage, IsNeverLargerThanMemoryAllows) {
  const Sample thin = sample(20'000, 1, {0, 0, 20'000, 1});
  const Image square = made(thin, {.square = true, .background = blue});
  EXPECT_EQ(square.width, largest_square);
  EXPECT_NEAR(green_box(square).width, 0.85 * largest_square, 1);
}

TEST(MainImage, RefusesAFillOutOfRange) {
  const Sample one = sample(20, 20, {5, 5, 10, 10});
  for (const double fill : {0.0, -1.0, 1.001, std::nan("")}) {
    EXPECT_THROW(static_cast<void>(made(one, {.square = true, .fill = fill})), Error) << fill;
  }
  EXPECT_EQ(made(one, {.square = true, .fill = 1e-300, .side = 50}).width, 50);
}

}  // namespace
}  // namespace hesscut::catalogue
