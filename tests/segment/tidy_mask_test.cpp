#include <gtest/gtest.h>

#include "host/segment/refine.hpp"
#include "tests/segment/checks.hpp"

namespace hesscut::test {
namespace {

/// Relaxed masks and markers drawn with letters: '#' product, '.' none, 'F' product marked as such, 'B' none marked as
/// background, 'f' marked as foreground where u is 0, 'b' marked as background where u is 1.
struct Drawing {
  std::vector<float> u;
  Image known;

  explicit Drawing(const std::vector<std::string>& rows)
      : known(static_cast<int>(rows.front().size()), static_cast<int>(rows.size()), 1, unmarked) {
    for (const std::string& row : rows) {
      for (const char letter : row) {
        if (letter == 'F' || letter == 'f') known.pixels[u.size()] = foreground;
        if (letter == 'B' || letter == 'b') known.pixels[u.size()] = background;
        u.push_back(letter == '#' || letter == 'F' || letter == 'b' ? 0.9F : 0.1F);
      }
    }
  }
};

std::vector<std::string> tidied(const std::vector<std::string>& rows) {
  const Drawing drawing(rows);
  const Image mask = segment::tidy_mask(drawing.u, drawing.known, 0.5);
  EXPECT_EQ(mask.width, drawing.known.width);
  EXPECT_EQ(mask.height, drawing.known.height);
  std::vector<std::string> out;
  for (int y = 0; y < mask.height; ++y) {
    std::string row;
    for (int x = 0; x < mask.width; ++x) {
      const std::uint8_t value = mask.row(y)[x];
      EXPECT_TRUE(value == 0 || value == 255) << int{value};
      row += value != 0 ? '#' : '.';
    }
    out.push_back(row);
  }
  return out;
}

using Rows = std::vector<std::string>;

TEST(TidyMask, KeepsTheComponentsThatTouchAForegroundMarker) {
  EXPECT_EQ(tidied({"######.....", "######..##.", ".........F.", "##.F.......", "##........#"}),
            (Rows{"...........", "........##.", ".........#.", "...#.......", "..........."}));
}

TEST(TidyMask, DiagonalNeighboursAreNoConnection) {
  EXPECT_EQ(tidied({"F#..", "##..", "..##", "..##"}), (Rows{"##..", "##..", "....", "...."}));
}

TEST(TidyMask, WithoutForegroundMarkersKeepsTheLargestAndWhatIsNotMuchSmaller) {
  EXPECT_EQ(tidied({"##########..", "##########..", "............", "###..##..B#.", "............"}),
            (Rows{"##########..", "##########..", "............", "###.........", "............"}));
}

TEST(TidyMask, AnEmptyMaskStaysEmpty) {
  EXPECT_EQ(tidied({"....", "...B"}), (Rows{"....", "...."}));
  EXPECT_EQ(tidied({"."}), (Rows{"."}));
  EXPECT_EQ(tidied({"#"}), (Rows{"#"}));
}

TEST(TidyMask, TakesWhatIsAboveTheThreshold) {
  const std::vector<float> u = {0.2F, 0.5F, 0.50001F, 1.0F};
  const Image known(4, 1, 1, unmarked);
  EXPECT_EQ(segment::tidy_mask(u, known, 0.5).pixels, (std::vector<std::uint8_t>{0, 0, 255, 255}));
  EXPECT_EQ(segment::tidy_mask(u, known, 0.1).pixels, (std::vector<std::uint8_t>{255, 255, 255, 255}));
}

constexpr int side = 100;  // a thousandth of the area: 10 pixels

/// A full mask but for a hole of `pixels` in one row (two rows from 20 on) that begins at (x, y).
struct Hole {
  std::vector<float> u = std::vector<float>(side * side, 1.0F);
  Image known{side, side, 1, unmarked};

  Hole(int x, int y, int pixels) {
    known.row(90)[90] = foreground;
    for (int i = 0; i < pixels; ++i) u[y * side + x + i] = 0;
  }
  [[nodiscard]] double share_kept() const { return 1 - share_of(segment::tidy_mask(u, known, 0.5), 255); }
};

TEST(TidyMask, FillsHolesUnderAThousandthOfTheArea) {
  for (const int pixels : {1, 5, 9}) EXPECT_EQ(Hole(40, 40, pixels).share_kept(), 0) << pixels;
  for (const int pixels : {10, 11, 30}) EXPECT_NEAR(Hole(40, 40, pixels).share_kept(), 1e-4 * pixels, 1e-9) << pixels;
}

TEST(TidyMask, HolesAtTheBorderAreNone) {
  for (const auto& [x, y] : {std::pair{0, 40}, {95, 40}, {40, 0}, {40, 99}}) {
    EXPECT_NEAR(Hole(x, y, 5).share_kept(), 5e-4, 1e-9) << x << "," << y;
  }
}

TEST(TidyMask, HolesMarkedAsBackgroundStay) {
  Hole hole(40, 40, 5);
  hole.known.row(40)[42] = background;
  EXPECT_NEAR(hole.share_kept(), 5e-4, 1e-9);
  hole.known.row(40)[42] = unmarked;
  hole.known.row(41)[42] = background;  // beside the hole, not in it
  EXPECT_EQ(hole.share_kept(), 0);
}

TEST(TidyMask, HolesThatMeetInACornerAreOneHole) {
  Hole hole(40, 40, 6);
  for (int i = 0; i < 6; ++i) hole.u[41 * side + 46 + i] = 0;
  EXPECT_NEAR(hole.share_kept(), 12e-4, 1e-9);
}

}  // namespace
}  // namespace hesscut::test
