#include "host/catalogue/pictures.hpp"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace hesscut::catalogue
