#include "bench/table1/print.hpp"

#include <gtest/gtest.h>

namespace hesscut::bench {
namespace {

Outcome outcome(const std::string& method, double dsc, double hd) {
  Outcome one{.method = method};
  one.metrics.dsc = dsc;
  one.metrics.hd = hd;
  return one;
}

std::vector<std::vector<Outcome>> two_photos() {
  std::vector<std::vector<Outcome>> photos{{outcome("A", 0.5, 10), outcome("B", 1, 0)},
                                           {outcome("A", 0.7, 30), outcome("B", 0.5, 5)}};
  photos[0][0].iterations = 10;
  photos[1][0].iterations = 21;
  photos[0][0].above_optimum = 0.02;
  photos[1][0].above_optimum = 0.04;
  photos[1][0].stopped = false;
  photos[0][1].gap = photos[1][1].gap = 0.0005;
  return photos;
}

TEST(Table1, TakesMeansOfWhatThereIs) {
  const std::vector<Outcome> means = mean_outcomes(two_photos());
  ASSERT_EQ(means.size(), 2U);
  EXPECT_EQ(means[0].method, "A");
  EXPECT_DOUBLE_EQ(means[0].metrics.dsc, 0.6);
  EXPECT_DOUBLE_EQ(means[0].metrics.hd, 20);
  EXPECT_DOUBLE_EQ(*means[0].iterations, 15.5);
  EXPECT_DOUBLE_EQ(*means[0].above_optimum, 0.03);
  EXPECT_FALSE(means[0].stopped);
  EXPECT_FALSE(means[0].gap);
  EXPECT_TRUE(means[1].stopped);
  EXPECT_FALSE(means[1].iterations);
  EXPECT_DOUBLE_EQ(*means[1].gap, 0.0005);
}

TEST(Table1, PrintsALineAMethod) {
  EXPECT_EQ(
      summary_table(mean_outcomes(two_photos()), true),
      "| method | DSC | HD | iterations | u above optimum | mask above optimum | certified gap | mask certificate |\n"
      "| --- | --- | --- | --- | --- | --- | --- | --- |\n"
      "| A | 0.600 | 20.0 | 16 (limit) | 3.000e-02 | - | - | - |\n"
      "| B | 0.750 | 2.5 | - | - | - | 5.000e-04 | - |\n");
}

TEST(Table1, PrintsALineAPhoto) {
  EXPECT_EQ(photo_table({"shoe", "bag_02"}, two_photos(), false),
            "DSC / HD             A            B\n"
            "shoe      0.500 / 10.0  1.000 / 0.0\n"
            "bag_02    0.700 / 30.0  0.500 / 5.0\n");
}

}  // namespace
}  // namespace hesscut::bench
