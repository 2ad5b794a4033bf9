#include "host/image/shrink.hpp"

#include <random>

#include "tests/image/checks.hpp"
#include "tests/image/samples.hpp"

namespace hesscut {
namespace {

using checks::expect_close;
using image::Extent;
using image::fitted;
using image::shrunk;
using image::shrunk_to_fit;

Image noise(int width, int height, int channels, unsigned seed) {
  std::mt19937 random(seed);
  Image image(width, height, channels);
  for (std::uint8_t& sample : image.pixels) sample = static_cast<std::uint8_t>(random());
  return image;
}

TEST(Shrunk, IsTheMeanOfTheArea) {
  Image image(6, 1, 1);
  image.pixels = {0, 30, 60, 100, 200, 255};
  EXPECT_EQ(shrunk(image, {3, 1}).pixels, (std::vector<std::uint8_t>{15, 80, 228}));
  EXPECT_EQ(shrunk(image, {2, 1}).pixels, (std::vector<std::uint8_t>{30, 185}));
  // Of one and a half pixels each: (0 + 30 / 2) / 1.5, (30 / 2 + 60) / 1.5, ...
  EXPECT_EQ(shrunk(image, {4, 1}).pixels, (std::vector<std::uint8_t>{10, 50, 133, 237}));
  image.width = 1;
  image.height = 6;
  EXPECT_EQ(shrunk(image, {1, 4}).pixels, (std::vector<std::uint8_t>{10, 50, 133, 237}));
}

TEST(Shrunk, KeepsConstantColoursExactly) {
  const Image plain = samples::plain(97, 53, {0, 1, 254, 255});
  for (const Extent size : {Extent{96, 53}, {41, 29}, {1, 1}, {97, 7}}) {
    expect_close(shrunk(plain, size), samples::plain(size.width, size.height, {0, 1, 254, 255}), 0);
  }
}

TEST(Shrunk, ToTheSameSizeIsNothingToDo) {
  const Image image = noise(9, 7, 3, 1);
  expect_close(shrunk(image, {9, 7}), image, 0);
  expect_close(shrunk_to_fit(image, 9), image, 0);
  expect_close(shrunk_to_fit(image, 0), image, 0);
}

TEST(Fitted, HasTheLongSideAskedForAndNoSideOfNothing) {
  EXPECT_EQ(fitted({4000, 3000}, 1000), (Extent{1000, 750}));
  EXPECT_EQ(fitted({3001, 4001}, 1000), (Extent{750, 1000}));
  EXPECT_EQ(fitted({5, 10'000}, 100), (Extent{1, 100}));
  EXPECT_EQ(fitted({65'535, 65'535}, 65'534), (Extent{65'534, 65'534}));
  EXPECT_EQ(fitted({40, 30}, 40), (Extent{40, 30}));
  EXPECT_EQ(fitted({40, 30}, 1000), (Extent{40, 30}));
  EXPECT_EQ(fitted({40, 30}, 0), (Extent{40, 30}));
}

}  // namespace
}  // namespace hesscut
