#include "host/catalogue/output/thumbnail.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "host/catalogue/output/tight_box.hpp"
#include "host/image/codec.hpp"
#include "host/image/shrink.hpp"

namespace hesscut::catalogue {
namespace {

Image box_mask(int width, int height, const TightBox& box) {
  Image mask(width, height, 1);
  for (int y = box.y; y < box.y + box.height; ++y) {
    std::fill_n(mask.row(y) + box.x, box.width, std::uint8_t{255});
  }
  return mask;
}

Image of(const Image& photo, const Image& mask, int side = 200) {
  return thumbnail(photo, mask, tight_box(mask), side);
}

bool is_line(const Image& image, int x, int y) {
  const std::uint8_t* p = image.row(y) + 3 * x;
  return p[0] == 255 && p[1] == 140 && p[2] == 0;
}

int brightness(const Image& image, int x, int y) {
  const std::uint8_t* p = image.row(y) + 3 * x;
  return p[0] + p[1] + p[2];
}

int line_pixels(const Image& image) {
  int count = 0;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) count += is_line(image, x, y) ? 1 : 0;
  }
  return count;
}

TEST(Thumbnail, HasTheLongSideAskedForAndIsNeverEnlarged) {
  const Image mask = box_mask(1000, 600, {100, 100, 300, 300});
  const Image small = of(Image(1000, 600, 3, 90), mask);
  EXPECT_EQ(small.width, 200);
  EXPECT_EQ(small.height, 120);
  EXPECT_EQ(small.channels, 3);
  EXPECT_EQ(of(Image(1000, 600, 3, 90), mask, 50).width, 50);
  EXPECT_EQ(of(Image(80, 60, 3, 90), box_mask(80, 60, {10, 10, 30, 30})).width, 80);
}

TEST(Thumbnail, DrawsTheContourWithDarkEdgesOnAnyColour) {
  // A long side of 1000 makes one of 200: the product spans columns 40 to 119, rows 20 to 79.
  const Image mask = box_mask(1000, 500, {200, 100, 400, 300});
  for (const int value : {0, 90, 160, 255}) {
    const Image photo(1000, 500, 3, static_cast<std::uint8_t>(value));
    const Image small = of(photo, mask);
    for (int y = 30; y < 70; ++y) {
      for (const int x : {39, 40, 119, 120}) EXPECT_TRUE(is_line(small, x, y)) << x << ' ' << y;
      for (const int x : {38, 41, 118, 121}) {
        EXPECT_FALSE(is_line(small, x, y));
        EXPECT_LT(brightness(small, x, y), 100) << x << ' ' << y;
      }
      for (const int x : {0, 36, 43, 80, 116, 123, 199}) EXPECT_EQ(brightness(small, x, y), 3 * value);
    }
  }
}

TEST(Thumbnail, ShowsAProductAtThePhotosBorderAsClosed) {
  const Image small = of(Image(200, 200, 3, 90), box_mask(200, 200, {0, 0, 200, 200}));
  for (int i = 0; i < 200; ++i) {
    EXPECT_TRUE(is_line(small, i, 0) && is_line(small, i, 199) && is_line(small, 0, i) && is_line(small, 199, i)) << i;
  }
  EXPECT_EQ(line_pixels(small), 4 * 199);
}

TEST(Thumbnail, OfAPhotoIsTheShrunkPhotoAwayFromTheContour) {
  Image photo(640, 480, 3);
  for (std::size_t i = 0; i < photo.pixels.size(); ++i) photo.pixels[i] = static_cast<std::uint8_t>(i * i >> 7);
  const Image expected = image::shrunk_to_fit(photo, 200);
  EXPECT_EQ(of(photo, Image(640, 480, 1)).pixels, expected.pixels);
  const Image small = of(photo, box_mask(640, 480, {320, 0, 320, 480}));
  for (int y = 0; y < small.height; ++y) {
    EXPECT_TRUE(std::equal(small.row(y), small.row(y) + 3 * 97, expected.row(y)));
  }
}

TEST(Thumbnail, ShowsEvenASpeck) {
  // Wherever a product is, and be it a pixel of sixteen million: there is a line near it.
  for (const auto& [x, y] : {std::pair{0, 0}, {3999, 3999}, {3999, 0}, {1234, 2345}}) {
    const Image mask = box_mask(4000, 4000, {x, y, 1, 1});
    const Image small = of(Image(4000, 4000, 3, 255), mask);
    EXPECT_GE(line_pixels(small), 3);
    EXPECT_LE(line_pixels(small), 12);
    EXPECT_TRUE(is_line(small, x / 20, y / 20));
  }
}

TEST(Thumbnail, SurvivesJpeg) {
  const Image mask = box_mask(1000, 500, {200, 100, 400, 300});
  const Image small = of(Image(1000, 500, 3, 255), mask);
  const Image read = image::decode_photo(image::encode_jpeg(small.view(), 80), "thumbnail");
  const std::uint8_t* p = read.row(50) + 3 * 40;
  EXPECT_GT(p[0], p[1] + 50);
  EXPECT_GT(p[1], p[2] + 40);
}

}  // namespace
}  // namespace hesscut::catalogue
