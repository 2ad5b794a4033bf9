#include "host/catalogue/output/flags.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <opencv2/imgproc.hpp>
#include <random>
#include <set>

#include "host/catalogue/output/colour.hpp"
#include "host/catalogue/output/matrix.hpp"
#include "host/catalogue/output/tight_box.hpp"
#include "tools/scenes/scenes.hpp"

namespace hesscut::catalogue {
namespace {

using Names = std::vector<std::string>;

constexpr int width = 400;
constexpr int height = 300;

void fill(Image& image, const TightBox& box, Rgb colour) {
  const std::array<std::uint8_t, 3> samples = {colour.red, colour.green, colour.blue};
  for (int y = box.y; y < box.y + box.height; ++y) {
    for (int x = box.x; x < box.x + box.width; ++x) {
      std::copy_n(samples.begin(), image.channels, image.row(y) + static_cast<std::ptrdiff_t>(x) * image.channels);
    }
  }
}

/// Red boxes on grey, and a cutout that has found exactly them.
struct Sample {
  explicit Sample(const std::vector<TightBox>& boxes, Rgb colour = {200, 30, 30}) {
    cutout.mask = Image(width, height, 1);
    cutout.status = Status::solved;
    for (const TightBox& box : boxes) {
      fill(photo, box, colour);
      fill(cutout.mask, box, {255, 255, 255});
    }
  }
  [[nodiscard]] Names flags() const { return flags_of(photo, cutout, tight_box(cutout.mask)); }

  Image photo = Image(width, height, 3, 180);
  Cutout cutout;
};

Names flags_of_boxes(const std::vector<TightBox>& boxes) {
  return Sample(boxes).flags();
}

const TightBox usual{100, 80, 150, 120};

TEST(Flags, AreNamedOnceAndExplainedInALine) {
  std::set<std::string_view> names;
  for (const FlagInfo& info : flag_infos) {
    EXPECT_TRUE(names.insert(info.name).second);
    EXPECT_FALSE(info.meaning.empty());
    EXPECT_EQ(info.meaning.find('\n'), std::string_view::npos);
  }
}

TEST(Flags, AUsualResultHasNone) {
  EXPECT_EQ(flags_of_boxes({usual}), Names());
}

TEST(Flags, Empty) {
  EXPECT_EQ(flags_of_boxes({}), Names{"empty"});
  // A single pixel is not empty.
  const Names speck = flags_of_boxes({{200, 150, 1, 1}});
  EXPECT_EQ(speck, Names{"area_small"});
}

TEST(Flags, PriorUnsure) {
  Sample sample({usual});
  sample.cutout.prior_unsure = true;
  EXPECT_EQ(sample.flags(), Names{"prior_unsure"});
}

TEST(Flags, AreaSmall) {
  // 1 % are 1200 pixels.
  EXPECT_EQ(flags_of_boxes({{100, 80, 40, 30}}), Names());
  EXPECT_EQ(flags_of_boxes({{100, 80, 39, 30}}), Names{"area_small"});
}

TEST(Flags, AreaLarge) {
  // 90 % are 108000 pixels, and 2 % of the border 28 of 1396.
  EXPECT_EQ(flags_of_boxes({{2, 4, 396, 272}}), Names());
  EXPECT_EQ(flags_of_boxes({{2, 4, 396, 273}}), Names{"area_large"});
  EXPECT_EQ(flags_of_boxes({{0, 0, width, height}}), (Names{"area_large", "touches_border"}));
}

TEST(Flags, TouchesBorder) {
  EXPECT_EQ(flags_of_boxes({{100, 0, 27, 120}}), Names());
  for (const TightBox& box : {TightBox{100, 0, 28, 120}, {100, 180, 28, 120}, {0, 80, 120, 28}, {280, 80, 120, 28}}) {
    EXPECT_EQ(flags_of_boxes({box}), Names{"touches_border"});
  }
  // The corner counts once: 14 + 14 - 1.
  EXPECT_EQ(flags_of_boxes({{0, 0, 100, 14}, {0, 14, 14, 100}}), Names{"touches_border"});
  EXPECT_EQ(flags_of_boxes({{0, 0, 14, 14}, {14, 13, 100, 50}}), Names());
}

TEST(Flags, LowContrast) {
  EXPECT_EQ(Sample({usual}, {182, 178, 180}).flags(), Names{"low_contrast"});
  EXPECT_EQ(Sample({usual}, {225, 225, 225}).flags(), Names());
  // The right colour in the wrong place.
  Sample moved({usual});
  moved.cutout.mask = Image(width, height, 1);
  fill(moved.cutout.mask, {60, 40, 230, 200}, {255, 255, 255});
  EXPECT_EQ(moved.flags(), Names{"low_contrast"});
}

TEST(Flags, GapNotMet) {
  Sample sample({usual});
  sample.cutout.status = Status::iteration_limit;
  EXPECT_EQ(sample.flags(), Names{"gap_not_met"});
  sample.cutout.status = Status::trivial;
  EXPECT_EQ(sample.flags(), Names());
  Sample empty({});
  empty.cutout.status = Status::iteration_limit;
  EXPECT_EQ(empty.flags(), (Names{"empty", "gap_not_met"}));
}

TEST(Flags, SeveralParts) {
  EXPECT_EQ(flags_of_boxes({{50, 50, 100, 100}, {200, 50, 100, 50}}), Names{"several_parts"});
  EXPECT_EQ(flags_of_boxes({{50, 50, 100, 100}, {200, 50, 100, 49}}), Names());
  EXPECT_EQ(flags_of_boxes({{50, 50, 100, 100}, {200, 50, 60, 30}, {200, 120, 60, 30}}), Names());
}

TEST(Flags, ComeInTheOrderOfTheTable) {
  Sample sample({{0, 0, 30, 10}, {370, 290, 30, 10}}, {180, 180, 180});
  sample.cutout.status = Status::iteration_limit;
  EXPECT_EQ(sample.flags(), (Names{"area_small", "touches_border", "low_contrast", "gap_not_met", "several_parts"}));
}

TEST(Flags, OfThinAndTinyPhotosAreFound) {
  for (const auto& [columns, rows] : {std::pair{1, 1}, {1, 300}, {300, 1}, {2, 2}, {5000, 1}}) {
    Cutout cutout;
    cutout.status = Status::trivial;
    cutout.mask = Image(columns, rows, 1, 255);
    EXPECT_EQ(flags_of(Image(columns, rows, 3, 90), cutout, tight_box(cutout.mask)),
              (Names{"area_large", "touches_border"}));
  }
}

TEST(ContourContrast, IsTheDistanceInCielab) {
  std::mt19937 random(2);
  for (int round = 0; round < 20; ++round) {
    cv::Mat3b two(1, 2);
    for (cv::Vec3b& colour : two) {
      for (int c = 0; c < 3; ++c) colour[c] = static_cast<std::uint8_t>(random());
    }
    Image photo(width, height, 3);
    Image mask(width, height, 1);
    const auto rgb = [&](int i) { return Rgb{two(0, i)[0], two(0, i)[1], two(0, i)[2]}; };
    fill(photo, {0, 0, width, height}, rgb(0));
    fill(photo, usual, rgb(1));
    fill(mask, usual, {255, 255, 255});
    cv::Mat3f lab;
    two.convertTo(lab, CV_32F, 1.0 / 255);
    cv::cvtColor(lab, lab, cv::COLOR_RGB2Lab);
    EXPECT_NEAR(contour_contrast(photo, mask), cv::norm(lab(0, 0) - lab(0, 1)), 0.5);
  }
}

TEST(ContourContrast, LooksAtEachPlaceByItself) {
  // Half of the product is black on white, the other half white on black: the colours are the same on the whole.
  Image photo(width, height, 3, 255);
  fill(photo, {width / 2, 0, width / 2, height}, {0, 0, 0});
  fill(photo, {100, 80, 100, 120}, {0, 0, 0});
  fill(photo, {200, 80, 100, 120}, {255, 255, 255});
  Image mask(width, height, 1);
  fill(mask, {100, 80, 200, 120}, {255, 255, 255});
  EXPECT_GT(contour_contrast(photo, mask), 85);
  // Without a contour there is nothing to complain of.
  EXPECT_EQ(contour_contrast(photo, Image(width, height, 1)), 100);
  EXPECT_EQ(contour_contrast(photo, Image(width, height, 1, 255)), 100);
}

TEST(ContourContrast, TellsRightFromWrongOnScenes) {
  for (int index = 0; index < scenes::scene_count; index += 3) {
    const scenes::Scene scene = scenes::render(index, 256, 192);
    EXPECT_GT(contour_contrast(scene.photo, scene.truth), least_contrast) << scene.name;
    Image wide(scene.truth.width, scene.truth.height, 1);
    cv::Mat wider = matrix_of(wide);
    cv::dilate(matrix_of(scene.truth), wider, {}, {-1, -1}, scene.truth.width / 25);
    EXPECT_LT(contour_contrast(scene.photo, wide), least_contrast) << scene.name;
  }
}

}  // namespace
}  // namespace hesscut::catalogue
