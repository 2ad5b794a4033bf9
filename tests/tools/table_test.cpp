#include "tools/hesscut/evaluate/table.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace hesscut::evaluate;

const std::vector<Row> rows{{"a", {0.5, 0.75, 10, 8, 2, 0.125, 0.25}, 20, 0.001, 30, std::nullopt},
                            {"b,c", {1, 1, 0, 0, 0, 1, 1}, 40, 0.003, 50, std::nullopt}};

TEST(Table, HasTheColumnsAndTheMeanRow) {
  EXPECT_EQ(to_csv(rows),
            "image,iou,dsc,hd,hd95,assd,bf1,bf2,iterations,gap,ms,sad,mse,gradient\n"
            "a,0.500000,0.750000,10.000,8.000,2.0000,0.125000,0.250000,20.0,1.000e-03,30.00,,,\n"
            "\"b,c\",1.000000,1.000000,0.000,0.000,0.0000,1.000000,1.000000,40.0,3.000e-03,50.00,,,\n"
            "mean,0.750000,0.875000,5.000,4.000,1.0000,0.562500,0.625000,30.0,2.000e-03,40.00,,,\n");
}

TEST(Table, LeavesTheGapOpenWhereAMethodHasNone) {
  const std::vector<Row> peer{{"a", {0.5, 0.75, 10, 8, 2, 0.125, 0.25}, 5, std::nullopt, 30, std::nullopt}};
  EXPECT_NE(to_csv(peer).find(",5.0,,30.00,,,\n"), std::string::npos);
  EXPECT_FALSE(mean_row(peer).gap);
}

TEST(Table, HasTheFiguresOfAlphaWhereThereAreAny) {
  std::vector<Row> soft = rows;
  soft[0].alpha = AlphaMetrics{1.5, 0.25, 3};
  soft[1].alpha = AlphaMetrics{0.5, 0.75, 1};
  EXPECT_NE(to_csv(soft).find(",30.00,1.50000,2.500e-01,3.00000\n"), std::string::npos);
  EXPECT_NE(to_csv(soft).find(",40.00,1.00000,5.000e-01,2.00000\n"), std::string::npos);
  EXPECT_NE(to_text(soft).find(" sad "), std::string::npos);
  EXPECT_EQ(to_text(rows).find(" sad "), std::string::npos);
}

TEST(Table, PrintsOneLineARow) {
  const std::string text = to_text(rows);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4);
  EXPECT_EQ(text.find("image"), 0U);
  EXPECT_NE(text.find("\nmean"), std::string::npos);
}

}  // namespace
