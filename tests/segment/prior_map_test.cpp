#include "host/segment/prior_map.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "tests/segment/checks.hpp"

namespace hesscut::test {
namespace {

using segment::check_prior;
using segment::names_product;
using segment::prior_term;
using segment::sure_pixels;

Prior flat(int width, int height, float probability) {
  return {width, height, std::vector<float>(static_cast<std::size_t>(width) * height, probability)};
}

TEST(PriorMap, OfItsOwnSizeIsOneMinusTwice) {
  Prior prior = flat(7, 5, 0);
  for (std::size_t i = 0; i < prior.probability.size(); ++i) prior.probability[i] = static_cast<float>(i) / 34;
  const std::vector<float> term = prior_term(prior, 7, 5);
  for (std::size_t i = 0; i < term.size(); ++i) EXPECT_FLOAT_EQ(term[i], 1 - 2 * prior.probability[i]) << i;
}

TEST(PriorMap, IsAveragedOverEachPixelOfASmallerGrid) {
  Prior prior = flat(12, 9, 0);
  Random random(4);
  for (float& p : prior.probability) p = static_cast<float>(random.uniform(0, 1));
  const std::vector<float> term = prior_term(prior, 4, 3);
  for (int y = 0; y < 3; ++y) {
    for (int x = 0; x < 4; ++x) {
      double sum = 0;
      for (int k = 0; k < 9; ++k) sum += prior.probability[(3 * y + k / 3) * 12 + 3 * x + k % 3];
      EXPECT_NEAR(term[y * 4 + x], 1 - 2 * sum / 9, 1e-6);
    }
  }
}

TEST(PriorMap, IsInterpolatedOnALargerGrid) {
  // A ramp in x: linear interpolation gives it back at every pixel centre that is not beyond the outermost ones.
  Prior prior = flat(10, 2, 0);
  for (int i = 0; i < 20; ++i) prior.probability[i] = static_cast<float>(i % 10) / 9;
  const std::vector<float> term = prior_term(prior, 40, 8);
  for (int x = 0; x < 40; ++x) {
    const double position = std::clamp((x + 0.5) / 4 - 0.5, 0.0, 9.0);
    EXPECT_NEAR(term[3 * 40 + x], 1 - 2 * position / 9, 1e-5) << x;
  }
}

// A row of the map: product at first, then background.
std::vector<float> heard(const std::string& marked) {
  std::vector<float> term(marked.size(), 0.6F);
  std::fill_n(term.begin(), term.size() / 2, -0.8F);
  Image known(static_cast<int>(marked.size()), 1, 1, static_cast<std::uint8_t>(Label::unmarked));
  for (std::size_t i = 0; i < marked.size(); ++i) {
    if (marked[i] == 'F') known.pixels[i] = static_cast<std::uint8_t>(Label::foreground);
    if (marked[i] == 'B') known.pixels[i] = static_cast<std::uint8_t>(Label::background);
  }
  segment::doubt_what_is_denied(known, term);
  return term;
}

TEST(PriorMap, IsHeardWhereNoMarkerDeniesIt) {
  for (const char* marked : {"............", "..F........B", "F.....B....."}) {
    const std::vector<float> term = heard(marked);
    for (int i = 0; i < 12; ++i) EXPECT_EQ(term[i], i < 6 ? -0.8F : 0.6F) << marked << i;
  }
}

TEST(PriorMap, IsNotHeardOfProductAroundABackgroundMarker) {
  const std::vector<float> term = heard("F....B......");
  for (int i = 0; i < 12; ++i) EXPECT_EQ(term[i], i < 3 || i == 5 ? -0.8F : i < 6 ? 0.0F : 0.6F) << i;
}

TEST(PriorMap, IsHalfHeardOfBackgroundAroundAForegroundMarker) {
  const std::vector<float> term = heard(".......F...B");
  for (int i = 0; i < 12; ++i) EXPECT_EQ(term[i], i < 6 ? -0.8F : i == 6 || i == 8 || i == 9 ? 0.3F : 0.6F) << i;
}

TEST(PriorMap, SurePixelsKeepAMargin) {
  constexpr int side = 100;
  std::vector<float> term(side * side, 0.81F);  // background, surely
  for (int y = 30; y < 70; ++y) {
    for (int x = 0; x < 50; ++x) term[y * side + x] = -0.81F;
  }
  term[10 * side + 80] = 0.79F;  // not quite
  const Image sure = sure_pixels(term, side, side);
  EXPECT_EQ(sure.row(50)[48], foreground);
  EXPECT_EQ(sure.row(50)[49], unmarked);
  EXPECT_EQ(sure.row(50)[50], unmarked);
  EXPECT_EQ(sure.row(50)[51], background);
  EXPECT_EQ(sure.row(50)[0], foreground) << "the photo's border takes nothing away";
  EXPECT_EQ(sure.row(0)[0], background);
  EXPECT_EQ(sure.row(10)[80], unmarked);
  EXPECT_EQ(sure.row(10)[81], unmarked);
  EXPECT_EQ(sure.row(10)[82], background);
  EXPECT_TRUE(names_product(sure));
}

TEST(PriorMap, NamesAProductOnlyWithBothSides) {
  for (const float p : {0.0F, 0.5F, 0.89F, 1.0F}) {
    EXPECT_FALSE(names_product(sure_pixels(prior_term(flat(20, 20, p), 20, 20), 20, 20))) << p;
  }
}

TEST(PriorMap, RefusesWhatIsNoMap) {
  const auto refused = [](const Prior& prior, std::string_view word) {
    return refuses([&] { check_prior(prior); }, ErrorKind::input, {"prior", word});
  };
  Prior prior = flat(4, 3, 0.5F);
  EXPECT_NO_THROW(check_prior(prior));
  prior.probability.pop_back();
  EXPECT_TRUE(refused(prior, "11 values instead of 4 x 3"));
  EXPECT_TRUE(refused({0, 3, {1}}, "0 x 3"));
  for (const float wrong : {-0.01F, 1.01F, std::numeric_limits<float>::quiet_NaN()}) {
    prior = flat(4, 3, 0.5F);
    prior.probability[5] = wrong;
    EXPECT_TRUE(refused(prior, "outside 0 to 1"));
  }
}

TEST(PriorMap, ComesFromBytes) {
  Image map(3, 2, 1);
  map.pixels = {0, 51, 102, 153, 204, 255};
  const Prior prior = Prior::from_bytes(map.view());
  EXPECT_EQ(prior.width, 3);
  EXPECT_EQ(prior.height, 2);
  for (int i = 0; i < 6; ++i) EXPECT_FLOAT_EQ(prior.probability[i], static_cast<float>(i) / 5);
  EXPECT_TRUE(
      refuses([] { static_cast<void>(Prior::from_bytes(Image(2, 2, 3).view())); }, ErrorKind::input, {"one channel"}));
}

}  // namespace
}  // namespace hesscut::test
