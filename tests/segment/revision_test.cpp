#include "host/segment/revision.hpp"

#include <gtest/gtest.h>

#include "tests/segment/checks.hpp"

/// What is left of the last mask when new markers come.

namespace hesscut::test {
namespace {

using segment::only_added;
using segment::revised_labels;

/// A row of known pixels: F, B, or nothing known.
Image row_of(const std::string& text) {
  Image labels(static_cast<int>(text.size()), 1, 1, unmarked);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == 'F') labels.pixels[i] = foreground;
    if (text[i] == 'B') labels.pixels[i] = background;
  }
  return labels;
}

std::string text_of(const std::optional<Image>& labels) {
  if (!labels) return "none";
  std::string text;
  for (const std::uint8_t value : labels->pixels) text += value == foreground ? 'F' : value == background ? 'B' : '.';
  return text;
}

/// A solution that calls product what is marked with an F.
std::vector<float> solution(const std::string& text) {
  std::vector<float> u;
  for (const char c : text) u.push_back(c == 'F' ? 0.7F : 0.4F);
  return u;
}

TEST(Revision, KeepsTheMaskWhereNoMarkerDeniesIt) {
  EXPECT_EQ(text_of(revised_labels(solution("BBBFFFFBB"), 0.5, row_of("B...F...."))), "BBBFFFFBB");
}

TEST(Revision, UsesTheThreshold) {
  EXPECT_EQ(text_of(revised_labels(solution("BBBFFFFBB"), 0.8, row_of("B...F...."))), "none");
  EXPECT_EQ(text_of(revised_labels({0.2F, 0.85F, 0.7F, 0.81F}, 0.8, row_of("B..."))), "BFBF");
}

TEST(Revision, DoubtsWhatIsNearestToADenial) {
  // The second F denies background: what is nearer to it than to the B or to the first F is in doubt.
  EXPECT_EQ(text_of(revised_labels(solution("FFFFFFFFBBBBBBBBB"), 0.5, row_of("..F........F..B.."))),
            "FFFFFFFF...F.BBBB");
  // A B in the product likewise, and the background around it stays.
  EXPECT_EQ(text_of(revised_labels(solution("BBFFFFFFFFFFFBB"), 0.5, row_of("..B....F......."))), "BBB..FFFFFFFFBB");
}

TEST(Revision, StartsAnewWhereMoreThanHalfTheProductIsInDoubt) {
  const std::string mask = "FFFFFFBBBBBBBBBBBBBB";
  EXPECT_EQ(text_of(revised_labels(solution(mask), 0.5, row_of(".....F....FB........"))), "FFFFFFBB..FBBBBBBBBB");
  EXPECT_EQ(text_of(revised_labels(solution(mask), 0.5, row_of(".....F....F....B...."))), "none");
}

TEST(Revision, StartsAnewWhereOneSideIsLeftWithoutAPixel) {
  EXPECT_EQ(text_of(revised_labels(solution("BBBBBB"), 0.5, row_of("B....."))), "none");
  EXPECT_EQ(text_of(revised_labels(solution("FFFFFF"), 0.5, row_of("F....."))), "none");
  EXPECT_EQ(text_of(revised_labels(solution("FFFFFF"), 0.5, row_of("......"))), "none");
}

TEST(Revision, KnowsWhenAMarkerIsTakenBack) {
  const Image before = row_of("F..B.");
  EXPECT_TRUE(only_added(before, before));
  EXPECT_TRUE(only_added(before, row_of("FF.BB")));
  EXPECT_TRUE(only_added(row_of("....."), before));
  EXPECT_FALSE(only_added(before, row_of("F....")));
  EXPECT_FALSE(only_added(before, row_of("F..F.")));
  EXPECT_FALSE(only_added(before, row_of(".....")));
}

// On grids with both sides long, distances are Euclid's, as near as a 5 x 5 chamfer comes.
TEST(Revision, DoubtsTheNearestInThePlane) {
  Image known(60, 50, 1, unmarked);
  known.row(25)[10] = foreground;
  known.row(10)[45] = foreground;  // denies
  known.row(48)[30] = background;
  std::vector<float> u(known.pixels.size(), 0.0F);
  for (int y = 15; y < 50; ++y) {
    for (int x = 0; x < 60; ++x) u[y * 60 + x] = y < 46 ? 1.0F : 0.0F;
  }
  const std::optional<Image> labels = revised_labels(u, 0.5, known);
  ASSERT_TRUE(labels);
  int differences = 0;
  for (int y = 0; y < 50; ++y) {
    for (int x = 0; x < 60; ++x) {
      const double to_denial = std::hypot(x - 45, y - 10);
      const double to_others = std::min(std::hypot(x - 10, y - 25), std::hypot(x - 30, y - 48));
      const bool is_product = u[y * 60 + x] > 0.5F;
      std::uint8_t want = is_product ? foreground : background;
      if (to_denial < to_others && !is_product) want = unmarked;
      if (known.row(y)[x] != unmarked) want = known.row(y)[x];
      differences += labels->row(y)[x] != want ? 1 : 0;
    }
  }
  EXPECT_LE(differences, 20);
}

}  // namespace
}  // namespace hesscut::test
