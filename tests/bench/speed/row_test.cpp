#include "bench/speed/row.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace hesscut::bench {
namespace {

Row row(double ratio, Asked::Side side, double limit) {
  return {.claim = "claim", .unit = "ms", .ours = 1.5, .theirs = 150, .ratio = ratio, .asked = Asked{side, limit}};
}

constexpr auto at_least = Asked::Side::at_least;
constexpr auto at_most = Asked::Side::at_most;

TEST(SpeedRow, ReachesItsLimitOnTheSideThatIsAsked) {
  EXPECT_EQ(reached(row(10, at_least, 10)), "yes");
  EXPECT_EQ(reached(row(10.5, at_least, 10)), "yes");
  EXPECT_EQ(reached(row(9.9999, at_least, 10)), "no");
  EXPECT_EQ(reached(row(2.5, at_most, 2.5)), "yes");
  EXPECT_EQ(reached(row(2.4, at_most, 2.5)), "yes");
  EXPECT_EQ(reached(row(2.5001, at_most, 2.5)), "no");
}

TEST(SpeedRow, WhatIsNotANumberReachesNothing) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(reached(row(nan, at_least, 10)), "no");
  EXPECT_EQ(reached(row(nan, at_most, 10)), "no");
}

TEST(SpeedRow, DoesNotReachWhereItsConditionFails) {
  Row broken = row(20, at_least, 10);
  broken.holds = false;
  EXPECT_EQ(reached(broken), "no");
}

TEST(SpeedRow, SaysNothingOfWhatIsNotMeasuredOrNotAsked) {
  EXPECT_EQ(reached(not_measured("claim", "no such thing")), "-");
  Row free = row(20, at_least, 10);
  free.asked.reset();
  EXPECT_EQ(reached(free), "-");
}

TEST(SpeedRow, NeverRoundsARatioToTheOtherSideOfItsLimit) {
  EXPECT_EQ(shown_ratio(row(9.9999, at_least, 10)), "9.99 x");
  EXPECT_EQ(shown_ratio(row(10, at_least, 10)), "10.00 x");
  EXPECT_EQ(shown_ratio(row(2.5001, at_most, 2.5)), "2.51 x");
  EXPECT_EQ(shown_ratio(row(2.5, at_most, 2.5)), "2.50 x");
  EXPECT_EQ(shown_ratio(row(2.4961, at_most, 2.5)), "2.50 x");
  EXPECT_EQ(shown_ratio(row(2.4949, at_most, 2.5)), "2.49 x");
  Row free = row(1.238, at_least, 10);
  free.asked.reset();
  free.ratio_unit = "%";
  EXPECT_EQ(shown_ratio(free), "1.24 %");
  EXPECT_EQ(shown_ratio(not_measured("claim", "no such thing")), "-");
}

TEST(SpeedRow, MakesATableWithItsNotesBelow) {
  Row first = row(100, at_least, 10);
  first.notes = {"one core"};
  EXPECT_EQ(to_text({first, not_measured("another", "no such thing")}),
            "claim       ours  theirs     ratio       asked  reached\n"
            "claim    1.50 ms  150 ms  100.00 x  >= 10.00 x      yes\n"
            "another        -       -         -           -        -\n"
            "\n"
            "claim: one core\n"
            "another: not measured: no such thing\n");
}

TEST(SpeedRow, MakesACsv) {
  Row first = row(2, at_most, 2.5);
  first.notes = {"one, core", "certified"};
  EXPECT_EQ(to_csv({first, not_measured("another", "no such thing")}),
            "claim,unit,ours,theirs,ratio,ratio_unit,asked,reached,notes\n"
            "claim,ms,1.500000,150.000000,2.000000,x,2.500000,yes,\"one, core; certified\"\n"
            "another,,,,,,,,not measured: no such thing\n");
}

}  // namespace
}  // namespace hesscut::bench
