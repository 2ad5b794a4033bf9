#include "tools/scenes/scenes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <hesscut/error.hpp>
#include <set>

namespace {

using hesscut::Image;
using hesscut::scenes::render;
using hesscut::scenes::Scene;
using hesscut::scenes::scene_count;

constexpr int width = 96;
constexpr int height = 72;

/// 64-bit FNV-1a.
std::uint64_t checksum(const Scene& scene) {
  std::uint64_t sum = 0xcbf29ce484222325U;
  for (const Image* image : {&scene.photo, &scene.truth, &scene.alpha}) {
    for (const std::uint8_t byte : image->pixels) sum = (sum ^ byte) * 0x100000001b3U;
  }
  return sum;
}

std::string name_of(const testing::TestParamInfo<int>& parameter) {
  return std::string(hesscut::scenes::scene_name(parameter.param));
}

class EveryScene : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Scenes, EveryScene, testing::Range(0, scene_count), name_of);

TEST_P(EveryScene, HasTheSameBytesEverywhere) {
  static constexpr std::array<std::uint64_t, scene_count> known{
      0x61cd07354c38a6d9U, 0x2d2bec8b0db62b1bU, 0x8b223c936af45c95U, 0x63f9bd913daba170U,
      0x152b39309836102cU, 0x2a0048a96d6d9836U, 0x10d486e23f32fa8fU, 0xc6d08b87e70f5a3fU,
      0xb9cf03a5ca889cbfU, 0x20c35d155b8b7395U, 0x8d330812cfe3fe45U, 0x55f7924d5bdd1bfeU,
  };
  const std::uint64_t found = checksum(render(GetParam(), width, height));
  EXPECT_EQ(found, known.at(static_cast<std::size_t>(GetParam()))) << "0x" << std::hex << found;
}

TEST_P(EveryScene, HasATruthThatFollowsFromItsAlpha) {
  const Scene scene = render(GetParam(), width, height);
  ASSERT_EQ(scene.photo.channels, 3);
  ASSERT_EQ(scene.truth.channels, 1);
  ASSERT_EQ(scene.alpha.channels, 1);
  int partial = 0;
  for (std::size_t i = 0; i < scene.alpha.pixels.size(); ++i) {
    const int alpha = scene.alpha.pixels[i];
    EXPECT_EQ(scene.truth.pixels[i], alpha >= 128 ? 255 : 0);
    partial += alpha > 0 && alpha < 255 ? 1 : 0;
  }
  const auto product = std::ranges::count(scene.truth.pixels, 255);
  EXPECT_GT(product, width * height / 40);
  EXPECT_LT(product, width * height / 2);
  EXPECT_GT(partial, 20);
  EXPECT_LT(partial, product);
}

// The lens blurs product and surroundings alike: what is mixed in a pixel is alpha through the same lens.
TEST_P(EveryScene, HasAMatteThatIsItsAlphaThroughTheLens) {
  const Scene scene = render(GetParam(), width, height);
  static constexpr double weights[] = {0.2, 0.6, 0.2};
  for (int y = 1; y < height - 1; ++y) {
    for (int x = 1; x < width - 1; ++x) {
      double want = 0;
      for (int k = 0; k < 9; ++k) {
        const int row = k / 3;
        const int column = k % 3;
        want += weights[row] * weights[column] * scene.alpha.row(y + row - 1)[x + column - 1];
      }
      ASSERT_NEAR(scene.matte.row(y)[x], want, 1) << x << "," << y;
    }
  }
}

TEST_P(EveryScene, KeepsItsProductOffTheBorder) {
  const Scene scene = render(GetParam(), width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool at_border = x == 0 || y == 0 || x == width - 1 || y == height - 1;
      EXPECT_TRUE(!at_border || scene.alpha.row(y)[x] == 0) << x << "," << y;
    }
  }
}

/// The mean of a x a blocks, which the product's share of a coarser pixel ought to be.
TEST_P(EveryScene, HasTheSameShapeAtEverySize) {
  const Scene small = render(GetParam(), width, height);
  const Scene large = render(GetParam(), 2 * width, 2 * height);
  int apart = 0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const std::uint8_t* above = large.alpha.row(2 * y) + 2 * x;
      const std::uint8_t* below = large.alpha.row(2 * y + 1) + 2 * x;
      const int mean = (above[0] + above[1] + below[0] + below[1] + 2) / 4;
      apart += std::abs(mean - small.alpha.row(y)[x]) > 16 ? 1 : 0;
    }
  }
  EXPECT_LE(apart, width * height / 400);
}

TEST(Scenes, HaveNamesOfTheirOwn) {
  std::set<std::string> names;
  for (int index = 0; index < scene_count; ++index) names.emplace(hesscut::scenes::scene_name(index));
  EXPECT_EQ(names.size(), scene_count);
  const std::vector<Scene> all = hesscut::scenes::all_scenes(24, 18);
  ASSERT_EQ(all.size(), scene_count);
  for (const Scene& scene : all) EXPECT_TRUE(names.contains(scene.name)) << scene.name;
}

TEST(Scenes, ComeInPortraitToo) {
  const Scene scene = render(2, 60, 90);
  EXPECT_EQ(scene.photo.width, 60);
  EXPECT_EQ(scene.photo.height, 90);
}

TEST(Scenes, RefuseWhatDoesNotExist) {
  EXPECT_THROW(static_cast<void>(render(-1, 64, 64)), hesscut::Error);
  EXPECT_THROW(static_cast<void>(render(scene_count, 64, 64)), hesscut::Error);
  EXPECT_THROW(static_cast<void>(render(0, 15, 64)), hesscut::Error);
  EXPECT_THROW(static_cast<void>(render(0, 64, 100000)), hesscut::Error);
}

}  // namespace
