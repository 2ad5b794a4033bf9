#include "host/network/looks.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace hesscut::test {
namespace {

using network::Hint;
using network::Look;
using Looks = PriorNetworkOptions::Looks;

constexpr int photo_width = 200;
constexpr int photo_height = 120;
constexpr int map_width = 20;
constexpr int map_height = 10;

Prior even(float value) {
  return {map_width, map_height, std::vector<float>(static_cast<std::size_t>(map_width) * map_height, value)};
}

/// Probable where columns and rows of the map are within.
Prior probable(int left, int top, int right, int bottom) {
  Prior prior = even(0.1F);
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) prior.probability[static_cast<std::size_t>(y) * map_width + x] = 0.9F;
  }
  return prior;
}

/// Answers looks at whole photos and at parts as told, and remembers all of them.
struct Answers {
  Prior whole = probable(4, 2, 10, 6);
  Prior whole_mirrored = whole;
  Prior part = even(0.3F);
  Prior part_mirrored = part;
  std::vector<std::vector<Look>> asked = {};

  [[nodiscard]] network::Judge judge() {
    return [this](std::span<const Look> looks) {
      asked.emplace_back(looks.begin(), looks.end());
      std::vector<Prior> priors;
      for (const Look& look : looks) {
        const bool is_whole = look.photo.width == photo_width && look.photo.height == photo_height;
        priors.push_back(is_whole ? (look.mirrored ? whole_mirrored : whole) : (look.mirrored ? part_mirrored : part));
      }
      return priors;
    };
  }
};

const Image photo(photo_width, photo_height, 3);

std::vector<Prior> look(Answers& answers, Looks looks, const std::optional<Hint>& hint = {}) {
  const ImageView views[] = {photo.view()};
  const std::optional<Hint> hints[] = {hint};
  return network::look(answers.judge(), views, hints, looks);
}

TEST(Looks, OnceIsTheNetworkItself) {
  Answers answers;
  EXPECT_EQ(look(answers, Looks::once).front().probability, answers.whole.probability);
  ASSERT_EQ(answers.asked.size(), 1U);
  ASSERT_EQ(answers.asked[0].size(), 1U);
  EXPECT_FALSE(answers.asked[0][0].mirrored);
}

TEST(Looks, MirroredIsTheMeanOfBoth) {
  Answers answers;
  answers.whole = even(0.2F);
  answers.whole_mirrored = even(0.6F);
  const std::vector<Prior> found = look(answers, Looks::mirrored);
  EXPECT_EQ(found.front().width, map_width);
  for (const float value : found.front().probability) EXPECT_NEAR(value, 0.4, 1e-6);
  EXPECT_EQ(answers.asked.size(), 1U);
}

/// The closer look's place in the photo.
Box part_of(const Answers& answers) {
  const ImageView& view = answers.asked.at(1).at(0).photo;
  const std::ptrdiff_t offset = view.data - photo.pixels.data();
  const auto bytes = static_cast<std::ptrdiff_t>(photo.row_bytes());
  return {static_cast<int>(offset % bytes) / 3, static_cast<int>(offset / bytes), view.width, view.height};
}

TEST(Looks, CloserIsAtWhatWasFoundWithAMargin) {
  Answers answers;
  answers.part = even(0.2F);
  answers.part_mirrored = even(0.4F);
  const Prior found = look(answers, Looks::closer).front();
  // Columns 4 to 9 of 20 are 40 to 100 of 200, rows 2 to 5 of 10 are 24 to 72 of 120: a square of 60 x 1.4.
  const Box part = part_of(answers);
  EXPECT_EQ(part.x, 28);
  EXPECT_EQ(part.width, 84);
  EXPECT_EQ(part.y, 6);
  EXPECT_EQ(part.height, 84);
  ASSERT_EQ(found.width, 2 * map_width);
  ASSERT_EQ(found.height, 2 * map_height);
  const auto at = [&found](int x, int y) { return found.probability[static_cast<std::size_t>(y) * found.width + x]; };
  EXPECT_NEAR(at(14, 8), (0.9 + 0.3) / 2, 1e-6);   // the product, in the part
  EXPECT_NEAR(at(21, 14), (0.1 + 0.3) / 2, 1e-6);  // beside it, in the part's last column and row
  EXPECT_NEAR(at(22, 8), 0.1, 1e-6);
  EXPECT_NEAR(at(14, 15), 0.1, 1e-6);
}

TEST(Looks, CloserIsWhereTheUserSays) {
  Answers answers;
  (void)look(answers, Looks::closer, Hint{{150, 50, 20, 40}, 0.1});
  const Box part = part_of(answers);
  EXPECT_EQ(part.x, 136);
  EXPECT_EQ(part.width, 48);
  EXPECT_EQ(part.y, 46);
  EXPECT_EQ(part.height, 48);
}

TEST(Looks, AreOverWhereThereIsNothingCloserToSee) {
  Answers nothing;
  nothing.whole = nothing.whole_mirrored = even(0.1F);
  EXPECT_EQ(look(nothing, Looks::closer).front().width, map_width);
  EXPECT_EQ(nothing.asked.size(), 1U);
  Answers everywhere;
  EXPECT_EQ(look(everywhere, Looks::closer, Hint{{0, 0, photo_width, photo_height}, 0.1}).front().width, map_width);
  EXPECT_EQ(everywhere.asked.size(), 1U);
}

TEST(Looks, AtManyPhotosAreTakenTogetherAndKeptApart) {
  const Image small(50, 40, 3);
  const ImageView views[] = {photo.view(), small.view(), photo.view()};
  const std::optional<Hint> hints[] = {std::nullopt, Hint{{0, 0, 50, 40}, 0}, Hint{{10, 10, 8, 8}, 0}};
  Answers answers;
  const std::vector<Prior> found = network::look(answers.judge(), views, hints, Looks::closer);
  ASSERT_EQ(answers.asked.size(), 2U);
  EXPECT_EQ(answers.asked[0].size(), 6U);
  EXPECT_EQ(answers.asked[1].size(), 4U);  // nothing closer to see in the small one
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].probability, look(answers, Looks::closer).front().probability);
  EXPECT_EQ(found[1].probability, answers.part.probability);
  EXPECT_EQ(found[2].probability, look(answers, Looks::closer, hints[2]).front().probability);
}

TEST(Looks, StayWithinThePhotoWhateverIsMarked) {
  std::mt19937 random(5);
  for (int trial = 0; trial < 500; ++trial) {
    const auto below = [&random](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    Box box{below(photo_width), below(photo_height), 1, 1};
    box.width = 1 + below(photo_width - box.x);
    box.height = 1 + below(photo_height - box.y);
    Answers answers;
    const Prior found = look(answers, Looks::closer, Hint{box, 0.05 * below(40)}).front();
    for (const float value : found.probability) ASSERT_TRUE(value >= 0 && value <= 1);
    if (answers.asked.size() == 1) continue;
    const Box part = part_of(answers);
    ASSERT_TRUE(part.x >= 0 && part.y >= 0 && part.x + part.width <= photo_width &&
                part.y + part.height <= photo_height);
    ASSERT_TRUE(part.x <= box.x && part.y <= box.y && part.x + part.width >= box.x + box.width &&
                part.y + part.height >= box.y + box.height);
  }
}

}  // namespace
}  // namespace hesscut::test
