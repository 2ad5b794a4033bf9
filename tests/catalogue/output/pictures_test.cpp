#include "host/catalogue/output/pictures.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace hesscut::catalogue {
namespace {

Image two_pixels(std::uint8_t first, std::uint8_t second) {
  Image alpha(2, 1, 1);
  alpha.pixels = {first, second};
  return alpha;
}

TEST(Pictures, KeepThePhotosColoursUnderTheAlpha) {
  Image photo(2, 1, 3);
  photo.pixels = {10, 20, 30, 40, 50, 60};
  EXPECT_EQ(transparent_cutout(photo, two_pixels(255, 1)).pixels,
            (std::vector<std::uint8_t>{10, 20, 30, 255, 40, 50, 60, 1}));
  EXPECT_EQ(transparent_cutout(photo, two_pixels(7, 0)).pixels,
            (std::vector<std::uint8_t>{10, 20, 30, 7, 255, 255, 255, 0}));
}

TEST(Pictures, LayTheProductOnWhite) {
  Image photo(2, 1, 3);
  photo.pixels = {10, 20, 30, 0, 100, 255};
  EXPECT_EQ(on_white(photo, two_pixels(255, 0)).pixels, (std::vector<std::uint8_t>{10, 20, 30, 255, 255, 255}));
  EXPECT_EQ(on_white(photo, two_pixels(0, 128)).pixels, (std::vector<std::uint8_t>{255, 255, 255, 127, 177, 255}));
}

Image noise(int width, int height, int channels, std::mt19937& random) {
  Image image(width, height, channels);
  for (std::uint8_t& sample : image.pixels) sample = static_cast<std::uint8_t>(random());
  return image;
}

/// Runs of nothing, of everything and of anything between, as soft masks have them.
Image soft_mask(int width, int height, std::mt19937& random) {
  Image alpha(width, height, 1);
  for (std::size_t i = 0; i < alpha.pixels.size();) {
    const auto kind = random() % 3;
    for (auto length = 1 + random() % 40; length > 0 && i < alpha.pixels.size(); --length) {
      alpha.pixels[i++] = kind == 0 ? 0 : kind == 1 ? 255 : static_cast<std::uint8_t>(random());
    }
  }
  return alpha;
}

TEST(Pictures, LayTheProductOnAnyColour) {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    const int width = 1 + static_cast<int>(random() % 60);
    const int height = 1 + static_cast<int>(random() % 20);
    const Image photo = noise(width, height, 3, random);
    const Image alpha = soft_mask(width, height, random);
    const Rgb colour{static_cast<std::uint8_t>(random()), static_cast<std::uint8_t>(random()),
                     static_cast<std::uint8_t>(random())};
    const int ground[] = {colour.red, colour.green, colour.blue};
    const Image laid = on_colour(photo, alpha, colour);
    ASSERT_EQ(laid.pixels.size(), photo.pixels.size());
    for (std::size_t i = 0; i < laid.pixels.size(); ++i) {
      const double share = alpha.pixels[i / 3] / 255.0;
      const double exact = share * photo.pixels[i] + (1 - share) * ground[i % 3];
      ASSERT_LE(std::abs(laid.pixels[i] - exact), 0.5 + 1e-9) << i;
    }
    EXPECT_EQ(on_white(photo, alpha).pixels, on_colour(photo, alpha, {255, 255, 255}).pixels);
  }
}

TEST(Pictures, APartIsLaidLikeTheWhole) {
  std::mt19937 random(8);
  for (int round = 0; round < 60; ++round) {
    const Image photo = noise(50, 30, 3, random);
    const Image alpha = soft_mask(50, 30, random);
    TightBox box;
    box.x = static_cast<int>(random() % 50);
    box.y = static_cast<int>(random() % 30);
    box.width = 1 + static_cast<int>(random() % (50 - box.x));
    box.height = 1 + static_cast<int>(random() % (30 - box.y));
    EXPECT_EQ(on_colour(photo, alpha, {9, 99, 199}, box).pixels,
              crop(on_colour(photo, alpha, {9, 99, 199}), box, 0).pixels);
  }
}

TEST(Crop, KeepsAMarginAndEndsAtThePhotosBorder) {
  std::mt19937 random(9);
  const Image photo = noise(100, 80, 3, random);
  const auto expect_part = [&](const TightBox& box, double margin, const TightBox& part) {
    const Image cropped = crop(photo, box, margin);
    ASSERT_EQ(cropped.width, part.width);
    ASSERT_EQ(cropped.height, part.height);
    for (int y = 0; y < part.height; ++y) {
      EXPECT_TRUE(std::equal(cropped.row(y), cropped.row(y) + 3 * part.width, photo.row(part.y + y) + 3 * part.x));
    }
  };
  expect_part({30, 20, 40, 20}, 0, {30, 20, 40, 20});
  expect_part({30, 20, 40, 20}, 0.05, {28, 18, 44, 24});
  expect_part({30, 20, 10, 40}, 0.1, {26, 16, 18, 48});
  expect_part({1, 2, 20, 10}, 0.5, {0, 0, 31, 22});
  expect_part({90, 70, 10, 10}, 0.2, {88, 68, 12, 12});
  expect_part({30, 20, 40, 20}, 1e30, {0, 0, 100, 80});
  expect_part({}, 0.05, {0, 0, 100, 80});
}

}  // namespace
}  // namespace hesscut::catalogue
