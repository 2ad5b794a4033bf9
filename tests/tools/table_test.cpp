#include "tools/hesscut/evaluate/table.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace hesscut::evaluate;

const std::vector<Row> rows{{"a", {0.5, 0.75, 10, 8, 2, 0.25}, 20, 0.001, 30},
                            {"b,c", {1, 1, 0, 0, 0, 1}, 40, 0.003, 50}};

TEST(Table, HasTheColumnsAndTheMeanRow) {
  EXPECT_EQ(to_csv(rows),
            "image,iou,dsc,hd,hd95,assd,bf2,iterations,gap,ms\n"
            "a,0.500000,0.750000,10.000,8.000,2.0000,0.250000,20.0,1.000e-03,30.00\n"
            "\"b,c\",1.000000,1.000000,0.000,0.000,0.0000,1.000000,40.0,3.000e-03,50.00\n"
            "mean,0.750000,0.875000,5.000,4.000,1.0000,0.625000,30.0,2.000e-03,40.00\n");
}

TEST(Table, LeavesTheGapOpenWhereAMethodHasNone) {
  const std::vector<Row> peer{{"a", {0.5, 0.75, 10, 8, 2, 0.25}, 5, std::nullopt, 30}};
  EXPECT_NE(to_csv(peer).find(",5.0,,30.00\n"), std::string::npos);
  EXPECT_FALSE(mean_row(peer).gap);
}

TEST(Table, PrintsOneLineARow) {
  const std::string text = to_text(rows);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4);
  EXPECT_EQ(text.find("image"), 0U);
  EXPECT_NE(text.find("\nmean"), std::string::npos);
}

}  // namespace
