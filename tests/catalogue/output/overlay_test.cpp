#include "host/catalogue/output/overlay.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace hesscut::catalogue {
namespace {

Cutout square_cutout(int side) {
  Cutout cutout;
  cutout.mask = Image(side, side, 1);
  for (int y = side / 4; y < 3 * side / 4; ++y) {
    std::fill(cutout.mask.row(y) + side / 4, cutout.mask.row(y) + 3 * side / 4, std::uint8_t{255});
  }
  cutout.alpha = cutout.mask;
  return cutout;
}

TEST(Overlay, OutlinesAndTintsTheProduct) {
  const Image photo(100, 100, 3, 128);
  const Image overlay = draw_overlay(photo, square_cutout(100));
  const auto pixel = [&](int x, int y) {
    const std::uint8_t* p = overlay.row(y) + 3 * x;
    return std::vector<int>{p[0], p[1], p[2]};
  };
  const std::vector<int> outline{255, 140, 0};
  EXPECT_EQ(pixel(10, 50), (std::vector<int>{128, 128, 128}));
  EXPECT_EQ(pixel(23, 50), (std::vector<int>{128, 128, 128}));
  EXPECT_EQ(pixel(24, 50), outline);
  EXPECT_EQ(pixel(25, 50), outline);
  EXPECT_NE(pixel(26, 50), outline);
  EXPECT_GT(pixel(50, 50)[2], pixel(50, 50)[0]);
}

TEST(Overlay, ShowsWhatWasTakenAsKnown) {
  const Image photo(100, 100, 3, 128);
  Cutout cutout = square_cutout(100);
  cutout.markers = Image(50, 50, 1, 128);
  for (int y = 22; y < 28; ++y) std::fill(cutout.markers.row(y) + 22, cutout.markers.row(y) + 28, std::uint8_t{255});
  std::fill(cutout.markers.row(0), cutout.markers.row(1), std::uint8_t{0});
  const Image overlay = draw_overlay(photo, cutout);
  const std::uint8_t* green = overlay.row(50) + 3 * 50;
  EXPECT_GT(green[1], green[0]);
  EXPECT_GT(green[1], green[2]);
  const std::uint8_t* red = overlay.row(1) + 3 * 50;
  EXPECT_GT(red[0], red[1]);
  EXPECT_GT(red[0], red[2]);
}

TEST(Overlay, IsThickerOnLargePhotos) {
  const Image photo(2048, 2048, 3, 128);
  const Image overlay = draw_overlay(photo, square_cutout(2048));
  int thickness = 0;
  for (int x = 0; x < 1024; ++x) {
    const std::uint8_t* p = overlay.row(1024) + 3 * x;
    thickness += p[0] == 255 && p[1] == 140 && p[2] == 0 ? 1 : 0;
  }
  EXPECT_EQ(thickness, 4);
}

}  // namespace
}  // namespace hesscut::catalogue
