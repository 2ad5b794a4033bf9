#include "host/catalogue/output/tight_box.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <tuple>

namespace hesscut::catalogue {
namespace {

auto numbers(const TightBox& box) {
  return std::tuple(box.x, box.y, box.width, box.height);
}

TEST(TightBox, HoldsWhatIsNotNothing) {
  Image mask(9, 7, 1);
  EXPECT_EQ(numbers(tight_box(mask)), std::tuple(0, 0, 0, 0));
  mask.row(5)[2] = 1;
  EXPECT_EQ(numbers(tight_box(mask)), std::tuple(2, 5, 1, 1));
  mask.row(3)[8] = 255;
  EXPECT_EQ(numbers(tight_box(mask)), std::tuple(2, 3, 7, 3));
  EXPECT_EQ(numbers(tight_box(Image(9, 7, 1, 255))), std::tuple(0, 0, 9, 7));
}

TEST(TightBox, IsThatOfAPlainLoop) {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    Image mask(1 + static_cast<int>(random() % 70), 1 + static_cast<int>(random() % 70), 1);
    const auto count = random() % 4;
    for (std::size_t i = 0; i < count; ++i)
      mask.pixels[random() % mask.pixels.size()] = static_cast<std::uint8_t>(random());
    int left = mask.width;
    int right = -1;
    int top = mask.height;
    int bottom = -1;
    int pixels = 0;
    for (int y = 0; y < mask.height; ++y) {
      for (int x = 0; x < mask.width; ++x) {
        if (mask.row(y)[x] == 0) continue;
        left = std::min(left, x);
        right = std::max(right, x);
        top = std::min(top, y);
        bottom = std::max(bottom, y);
        ++pixels;
      }
    }
    const auto expected =
        pixels == 0 ? std::tuple(0, 0, 0, 0) : std::tuple(left, top, right - left + 1, bottom - top + 1);
    EXPECT_EQ(numbers(tight_box(mask)), expected);
    EXPECT_EQ(product_pixels(mask), pixels);
  }
}

}  // namespace
}  // namespace hesscut::catalogue
