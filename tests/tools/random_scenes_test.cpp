#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <hesscut/error.hpp>
#include <set>

#include "tools/scenes/scenes.hpp"

namespace {

using hesscut::Image;
using hesscut::scenes::render_random;
using hesscut::scenes::Scene;

constexpr int width = 48;
constexpr int height = 40;

/// 64-bit FNV-1a over scenes.
std::uint64_t checksum(std::uint32_t seed, int first, int count, bool with_product = true) {
  std::uint64_t sum = 0xcbf29ce484222325U;
  for (int index = first; index < first + count; ++index) {
    const Scene scene = render_random(seed, index, width, height, with_product);
    for (const Image* image : {&scene.photo, &scene.truth, &scene.alpha}) {
      for (const std::uint8_t byte : image->pixels) sum = (sum ^ byte) * 0x100000001b3U;
    }
  }
  return sum;
}

// What the shipped network was trained on can be made again.
TEST(RandomScenes, HaveTheSameBytesEverywhere) {
  EXPECT_EQ(checksum(1, 0, 16), 0xf1b1c252703fd152U) << std::hex << checksum(1, 0, 16);
  EXPECT_EQ(checksum(2, 0, 8, false), 0x091f7c4a9de2dc58U) << std::hex << checksum(2, 0, 8, false);
}

TEST(RandomScenes, AreOthersForEverySeedAndNumber) {
  std::set<std::uint64_t> found;
  for (const std::uint32_t seed : {1U, 2U}) {
    for (int index = 0; index < 6; ++index) found.insert(checksum(seed, index, 1));
  }
  EXPECT_EQ(found.size(), 12U);
}

TEST(RandomScenes, HaveProductsOfManySizesAndPlaces) {
  std::vector<double> shares;
  double furthest = 0;
  for (int index = 0; index < 40; ++index) {
    const Scene scene = render_random(3, index, width, height);
    ASSERT_EQ(scene.photo.channels, 3);
    double count = 0;
    double x_sum = 0;
    for (int i = 0; i < width * height; ++i) {
      EXPECT_EQ(scene.truth.pixels[i], scene.alpha.pixels[i] >= 128 ? 255 : 0);
      count += scene.truth.pixels[i] != 0 ? 1 : 0;
      x_sum += scene.truth.pixels[i] != 0 ? i % width : 0;
    }
    shares.push_back(count / (width * height));
    if (count > 0) furthest = std::max(furthest, std::abs(x_sum / count - width / 2.0));
  }
  std::ranges::sort(shares);
  EXPECT_GT(shares[4], 0.01) << "nearly every scene shows its product";
  EXPECT_LT(shares[4], 0.10);
  EXPECT_GT(shares[36], 0.20);
  EXPECT_LT(shares[36], 0.80);
  EXPECT_GT(furthest, width / 8.0);
}

TEST(RandomScenes, WithoutTheirProductsAreSurroundings) {
  for (int index = 0; index < 6; ++index) {
    const Scene scene = render_random(3, index, width, height);
    const Scene backdrop = render_random(3, index, width, height, false);
    EXPECT_TRUE(std::ranges::all_of(backdrop.alpha.pixels, [](int alpha) { return alpha == 0; }));
    EXPECT_NE(scene.name, backdrop.name);
    EXPECT_NE(scene.photo.pixels, backdrop.photo.pixels);
  }
}

TEST(RandomScenes, RefuseWhatDoesNotExist) {
  EXPECT_THROW(static_cast<void>(render_random(1, -1, 64, 64)), hesscut::Error);
  EXPECT_THROW(static_cast<void>(render_random(1, 0, 15, 64)), hesscut::Error);
}

}  // namespace
