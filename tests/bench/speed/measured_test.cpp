#include "bench/speed/measured.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace hesscut::bench {
namespace {

TEST(SpeedPair, TakesTheMedianOfEachFigureByItself) {
  const Pair middle = median({times_faster(1, 10), times_faster(2, 40), times_faster(3, 9)});
  EXPECT_EQ(middle.ours, 2);
  EXPECT_EQ(middle.theirs, 10);
  EXPECT_EQ(middle.ratio, 10);  // of 10, 20, 3
}

TEST(SpeedPair, SaysPercent) {
  EXPECT_EQ(percent_of(30, 120).ratio, 25);
}

Cutout with_gap(double gap) {
  Cutout cutout;
  cutout.gap = gap;
  return cutout;
}

/// Whether a row stands on cuts with these gaps at a tolerance of 1e-3, and its note.
std::pair<bool, std::string> judged(const std::vector<double>& values) {
  Gaps gaps(1e-3);
  for (const double gap : values) gaps.add(with_gap(gap));
  Row row = make_row("claim", "ms", times_faster(1, 20), "x", Asked{Asked::Side::at_least, 10});
  gaps.judge(row);
  EXPECT_EQ(reached(row), row.holds ? "yes" : "no");
  return {row.holds, row.notes.at(0)};
}

TEST(SpeedGaps, ARowStandsOnCertifiedCutsOnly) {
  EXPECT_EQ(judged({2e-4, 1e-3, 5e-4}).first, true);
  EXPECT_EQ(judged({2e-4, 1.01e-3, 5e-4}).first, false);
  EXPECT_EQ(judged({2e-4, std::numeric_limits<double>::quiet_NaN(), 5e-4}).first, false);
}

TEST(SpeedGaps, TheLargestIsNoted) {
  EXPECT_EQ(judged({2e-4, 9e-4}).second, "largest gap 9.000e-04 of 2 cuts, at most 1.000e-03");
  EXPECT_EQ(judged({2e-4, 2e-3}).second, "largest gap 2.000e-03 of 2 cuts, NOT at most 1.000e-03");
}

}  // namespace
}  // namespace hesscut::bench
