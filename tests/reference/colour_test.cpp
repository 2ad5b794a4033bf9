#include "tests/reference/colour.hpp"

#include <gtest/gtest.h>

#include "tests/reference/mask.hpp"

namespace hesscut::reference {
namespace {

TEST(Colour, LabOfThePublishedPrimaries) {
  // CIELAB under D65 of the sRGB primaries, as colour tables print them.
  const struct {
    Rgb rgb;
    double l, a, b;
  } published[] = {{{255, 0, 0}, 53.24, 80.09, 67.20},   {{0, 255, 0}, 87.73, -86.18, 83.18},
                   {{0, 0, 255}, 32.30, 79.19, -107.86}, {{255, 255, 255}, 100, 0, 0},
                   {{128, 128, 128}, 53.59, 0, 0},       {{0, 0, 0}, 0, 0, 0}};
  for (const auto& [rgb, l, a, b] : published) {
    const auto lab = lab_from_rgb(rgb);
    EXPECT_NEAR(100 * lab[0], l, 0.01);
    EXPECT_NEAR(100 * lab[1], a, 0.01);
    EXPECT_NEAR(100 * lab[2], b, 0.01);
  }
}

TEST(Colour, GreyIsTheLumaOfRec601) {
  EXPECT_DOUBLE_EQ(grey_from_rgb({255, 255, 255}), 1);
  EXPECT_NEAR(grey_from_rgb({255, 0, 0}), 0.299, 1e-4);
  EXPECT_NEAR(grey_from_rgb({0, 255, 0}), 0.587, 1e-4);
  EXPECT_NEAR(grey_from_rgb({0, 0, 255}), 0.114, 1e-4);
}

TEST(Blur, KeepsConstantsAndTheSum) {
  Random random(1);
  const Grid in = random.grid(9, 14, 0, 1);
  for (const double sigma : {0.4, 1.0, 2.7}) {
    EXPECT_LT(max_difference(gaussian_blur(Grid(9, 14, 0.3), sigma), Grid(9, 14, 0.3)), 1e-12);
    EXPECT_NEAR(dot(gaussian_blur(in, sigma), Grid(9, 14, 1)), dot(in, Grid(9, 14, 1)), 1e-10);
  }
}

TEST(Blur, MirrorsAtThePixelEdge) {
  Grid in(1, 3);
  in(0, 0) = 1;
  double sum = 0;
  for (int i = -3; i <= 3; ++i) sum += std::exp(-0.5 * i * i);
  // Seen from pixel 0 the images of pixel 0 are at 0 and -1 (and beyond reach at 6, -7 ...).
  EXPECT_NEAR(gaussian_blur(in, 1)(0, 0), (1 + std::exp(-0.5)) / sum, 1e-12);
}

TEST(Weights, GradientSquareIsCentralInsideAndOneSidedAtTheBorder) {
  Grid in(2, 3);
  in.values = {0, 1, 4, 0, 1, 4};
  EXPECT_EQ(gradient_square(in).values, (std::vector<double>{1, 4, 9, 1, 4, 9}));
  EXPECT_EQ(gradient_square(Grid(1, 1, 5)).values, std::vector<double>{0});
}

TEST(Weights, YzdOfAStep) {
  Grid grey(1, 4);
  grey.values = {0, 0, 1, 1};
  const WeightFields w = yzd_weights(grey, Boundary::reflecting, 2, 3);
  const double low = 1 / std::sqrt(1 + 51.0 * 51.0);
  EXPECT_DOUBLE_EQ(w.beta(0, 0), 3);
  EXPECT_DOUBLE_EQ(w.beta(0, 1), 3 * low);
  EXPECT_DOUBLE_EQ(w.alpha(0, 0), 2 * (1 - low) / 5);
  EXPECT_DOUBLE_EQ(w.alpha(0, 1), 2 * (1 - low) / 5);
  EXPECT_DOUBLE_EQ(w.alpha(0, 2), 0);
}

TEST(Weights, EdgeFunctionAndRci) {
  const WeightFields w = edge_function_weights(Grid(1, 1, 0.5), 0.5, {10, 0.02, 2, 0.5});
  EXPECT_NEAR(w.alpha(0, 0), 2 * (1 / 11.0 + 0.02), 1e-8);
  EXPECT_NEAR(w.beta(0, 0), 0.5 * (1 / 11.0 + 0.02), 1e-8);
  EXPECT_DOUBLE_EQ(rci_weights(Grid(1, 1, 0.1), 3)(0, 0), 1.5);
}

TEST(Region, QuantileMeansAndRegion) {
  Grid field(1, 4);
  field.values = {4, 1, 3, 2};
  EXPECT_EQ(quantile(field, 0), 1);
  EXPECT_EQ(quantile(field, 0.5), 2);
  EXPECT_EQ(quantile(field, 0.51), 3);
  EXPECT_EQ(quantile(field, 1), 4);
  const Labels labels{255, 0, 0, 128};
  EXPECT_EQ(region_means(field, labels), (std::array{4.0, 2.0}));
  EXPECT_EQ(region_means(field, {128, 0, 0, 128}), (std::array{2.0, 2.0}));
  EXPECT_EQ(region_means(field, {255, 128, 255, 128}), (std::array{3.5, 3.5}));
  EXPECT_EQ(region_means(field, Labels(4, 128)), (std::array{0.0, 0.0}));
  EXPECT_EQ(assemble_region(field, Grid(1, 4, 10), labels, 2, 0.5).values,
            (std::vector<double>{-HUGE_VAL, HUGE_VAL, HUGE_VAL, 9}));
  EXPECT_DOUBLE_EQ(means_data_term(Grid(1, 1, 0.25), 0.5, 0, 1)(0, 0), 0);
  EXPECT_DOUBLE_EQ(means_data_term(Grid(1, 1, 0.25), 0.5, 0, 2)(0, 0), -0.0625);
}

TEST(ColourTable, SpeaksForTheSideThatHasTheColour) {
  Lab lab{Grid(1, 2), Grid(1, 2), Grid(1, 2)};
  lab.l.values = {0.2, 0.9};
  const ColourTable table(lab, {255, 0});
  EXPECT_LT(table.log_ratio(0.2, 0, 0), -6);
  EXPECT_GT(table.log_ratio(0.9, 0, 0), 6);
  EXPECT_DOUBLE_EQ(table.log_ratio(0.9, 0, 0), -table.log_ratio(0.2, 0, 0));
  EXPECT_EQ(table.log_ratio(0.5, 0.7, -0.7), 0);                    // a colour that nobody has
  EXPECT_EQ(ColourTable(lab, {255, 128}).log_ratio(0.2, 0, 0), 0);  // nothing is known of the other side
  EXPECT_EQ(ColourTable::cell(1.0, 0.8, -5), (std::array{31, 31, 0}));
  EXPECT_EQ(ColourTable::cell(0.0, 0, 0.01), (std::array{0, 16, 16}));
}

TEST(ColourTable, AColourOfBothSidesBelongsToTheOneWithMoreOfIt) {
  Lab lab{Grid(1, 8), Grid(1, 8), Grid(1, 8)};
  lab.l.values = {0.2, 0.9, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2};
  const Labels labels = {255, 255, 0, 0, 0, 0, 0, 0};
  // Half of the foreground has the background's colour. By shares: log(1 / 0.5); by numbers: log(6 / 1).
  EXPECT_NEAR(ColourTable(lab, labels).log_ratio(0.2, 0, 0), std::log(2), 1e-2);
  EXPECT_NEAR(ColourTable(lab, labels, 0, 1).log_ratio(0.2, 0, 0), std::log(6), 3e-2);
  EXPECT_EQ(ColourTable(lab, labels, 0, 1).log_ratio(0.5, 0.7, -0.7), 0);  // nobody has it: areas say nothing of it
  // That half explained as background, nothing of the colour is left to the foreground.
  EXPECT_GT(ColourTable(lab, labels, 0.5).log_ratio(0.2, 0, 0), 6);
  EXPECT_NEAR(ColourTable(lab, labels, 0.5).log_ratio(0.9, 0, 0),
              ColourTable(lab, labels).log_ratio(0.9, 0, 0) - std::log(2), 1e-2);
}

TEST(Labels, FromTheMaskAndFromTheSurestPixels) {
  Grid relaxed(1, 4);
  relaxed.values = {0.2, 0.5, 0.6, 0.9};
  EXPECT_EQ(labels_from_mask(relaxed, {128, 128, 128, 0}, 0.5), (Labels{0, 0, 255, 0}));
  // Fewer than 20 pixels are left by the neighbourhood rule, so it does not apply.
  EXPECT_EQ(surest_foreground(relaxed, {128, 128, 0, 128}, 0.5), (Labels{255, 255, 0, 128}));

  Grid ramp(10, 10);
  for (int i = 0; i < 100; ++i) ramp.values[i] = i;
  const Labels sure = surest_foreground(ramp, Labels(100, 128), 0.5);
  EXPECT_EQ(std::count(sure.begin(), sure.end(), 255), 40);  // rows 0..4 are small enough, row 4 borders on row 5
  EXPECT_EQ(sure[39], 255);
  EXPECT_EQ(sure[40], 128);
}

TEST(Levels, RestrictionAveragesAndProlongationInterpolates) {
  Grid fine(3, 3);
  fine.values = {0, 2, 5, 4, 6, 7, 1, 3, 9};
  EXPECT_EQ(restrict_by_two(fine).values, (std::vector<double>{3, 6, 2, 9}));
  Grid coarse(1, 2);
  coarse.values = {0, 4};
  EXPECT_EQ(prolong_by_two(coarse, 1, 4).values, (std::vector<double>{0, 1, 3, 4}));
}

}  // namespace
}  // namespace hesscut::reference
