#include "tools/hesscut/evaluate/clicks.hpp"

#include <gtest/gtest.h>

#include <hesscut/error.hpp>

#include "tools/hesscut/evaluate/click_table.hpp"

/// The robot user at work on methods that are made up, and the table of its clicks.

namespace {

using namespace hesscut::evaluate;
using hesscut::Image;
using hesscut::ImageView;
using hesscut::Label;
using hesscut::Markers;

Image square_truth() {
  Image truth(20, 20, 1);
  for (int y = 5; y < 15; ++y) std::fill(truth.row(y) + 5, truth.row(y) + 15, std::uint8_t{255});
  return truth;
}

/// What a method has been asked.
struct Calls {
  std::vector<Markers> markers;
  int opened = 0;
};

/// Cuts the upper `rows_after[k]` rows of the square out at click k, all with the gap and the time of that click.
Method upper_rows(Calls& calls, const std::vector<int>& rows_after, const std::vector<double>& gaps) {
  return [&calls, rows_after, gaps](const ImageView&) -> CutOpen {
    ++calls.opened;
    return [&calls, rows_after, gaps](const Markers& markers) {
      const std::size_t k = calls.markers.size();
      calls.markers.push_back(markers);
      Image mask(20, 20, 1);
      for (int y = 5; y < 5 + rows_after.at(k); ++y) std::fill(mask.row(y) + 5, mask.row(y) + 15, std::uint8_t{255});
      return Prediction{std::move(mask),
                        {},
                        0,
                        gaps.empty() ? std::nullopt : std::optional(gaps.at(k)),
                        10.0 * static_cast<double>(k + 1)};
    };
  };
}

ClickRow click(const Method& method, int clicks) {
  const Image photo(20, 20, 3);
  return click_through("a", photo.view(), square_truth().view(), method, clicks);
}

TEST(Clicks, FollowEachOtherOnOneOpenPhotoWithAllMarkers) {
  Calls calls;
  const ClickRow row = click(upper_rows(calls, {2, 6, 8}, {1e-4, 9e-4, 3e-4}), 3);
  EXPECT_EQ(calls.opened, 1);
  ASSERT_EQ(calls.markers.size(), 3U);
  for (std::size_t k = 0; k < 3; ++k) EXPECT_EQ(calls.markers[k].strokes.size(), k + 1);
  for (std::size_t k = 0; k < 2; ++k) {
    EXPECT_EQ(calls.markers[2].strokes[k].points[0].y, calls.markers[1].strokes[k].points[0].y);
  }
  EXPECT_GE(calls.markers[1].strokes[1].points[0].y, 7);  // in what is missing then
  EXPECT_GE(calls.markers[2].strokes[2].points[0].y, 11);
  EXPECT_EQ(row.image, "a");
  EXPECT_EQ(row.iou, (std::vector<double>{0.2, 0.6, 0.8}));
  EXPECT_EQ(row.ms, (std::vector<double>{10, 20, 30}));
  EXPECT_EQ(row.gap, 9e-4);
}

TEST(Clicks, EndWithTheTruthAndKeepTheMask) {
  Calls calls;
  const ClickRow row = click(upper_rows(calls, {9, 10}, {}), 5);
  EXPECT_EQ(calls.markers.size(), 2U);
  EXPECT_EQ(row.iou, (std::vector<double>{0.9, 1, 1, 1, 1}));
  EXPECT_EQ(row.ms.size(), 2U);
  EXPECT_FALSE(row.gap);
}

TEST(Clicks, NeedAProduct) {
  Calls calls;
  const Image photo(20, 20, 3);
  const Image truth(20, 20, 1);
  EXPECT_THROW((void)click_through("a", photo.view(), truth.view(), upper_rows(calls, {1}, {}), 3), hesscut::Error);
}

TEST(Clicks, AreCountedToTheFirstMaskThatIsGoodEnough) {
  const ClickRow row{"a", {0.5, 0.9, 0.7, 0.95}, {}, std::nullopt};
  EXPECT_EQ(row.clicks_to(0.5), 1);
  EXPECT_EQ(row.clicks_to(0.85), 2);
  EXPECT_EQ(row.clicks_to(0.9), 2);
  EXPECT_EQ(row.clicks_to(0.91), 4);
  EXPECT_FALSE(row.clicks_to(0.96));
}

const std::vector<ClickRow> rows{{"a", {0.5, 0.875, 0.97}, {40, 10, 20}, 0.001},
                                 {"b,c", {0.86, 0.88, 0.75}, {60, 30, 40}, 0.003}};

TEST(ClickTable, HasAllFiguresAndTheirMeans) {
  EXPECT_EQ(to_csv(rows),
            "image,clicks85,clicks90,clicks95,reached85,reached90,reached95,ms_first,ms_further,gap,iou1,iou2,iou3\n"
            "a,2,3,3,1,1,1,40.00,15.00,1.000e-03,0.500000,0.875000,0.970000\n"
            "\"b,c\",1,3,3,1,0,0,60.00,35.00,3.000e-03,0.860000,0.880000,0.750000\n"
            "mean,1.5000,3.0000,3.0000,1.0000,0.5000,0.5000,50.00,25.00,2.000e-03,0.680000,0.877500,0.860000\n");
}

TEST(ClickTable, LeavesOpenWhatAMethodDoesNotHave) {
  const std::vector<ClickRow> one{{"a", {0.5}, {40}, std::nullopt}};
  EXPECT_EQ(to_csv(one),
            "image,clicks85,clicks90,clicks95,reached85,reached90,reached95,ms_first,ms_further,gap,iou1\n"
            "a,1,1,1,0,0,0,40.00,,,0.500000\n"
            "mean,1.0000,1.0000,1.0000,0.0000,0.0000,0.0000,40.00,,,0.500000\n");
}

TEST(ClickTable, TellsPeopleWhoDidNotReach) {
  const std::string text = to_text(rows);
  EXPECT_NE(text.find("\nb,c          1      >3      >3"), std::string::npos) << text;
  EXPECT_NE(text.find("\nmean      1.50    3.00    3.00"), std::string::npos) << text;
  EXPECT_NE(text.find("\nmissed       0       1       1"), std::string::npos) << text;
  EXPECT_NE(text.find("\nmean iou after each click: 0.6800 0.8775 0.8600\n"), std::string::npos) << text;
}

}  // namespace
