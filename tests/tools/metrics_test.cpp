#include "tools/hesscut/evaluate/metrics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <hesscut/error.hpp>
#include <random>
#include <vector>

namespace {

using hesscut::Image;
using hesscut::evaluate::compare;
using hesscut::evaluate::Metrics;

struct Pixel {
  int x;
  int y;
};

/// The definitions of metrics.hpp, pixel by pixel and pair by pair.
struct Definition {
  const Image& mask;
  const Image& truth;

  [[nodiscard]] bool in_mask(int x, int y) const { return mask.row(y)[x] == 255; }
  [[nodiscard]] bool in_truth(int x, int y) const {
    return truth.row(y)[x] == 128 ? in_mask(x, y) : truth.row(y)[x] > 128;
  }

  template <typename Inside>
  [[nodiscard]] std::vector<Pixel> boundary(const Inside& inside) const {
    std::vector<Pixel> found;
    const auto outside = [&](int x, int y) {
      return x >= 0 && y >= 0 && x < mask.width && y < mask.height && !inside(x, y);
    };
    for (int y = 0; y < mask.height; ++y) {
      for (int x = 0; x < mask.width; ++x) {
        if (inside(x, y) && (outside(x - 1, y) || outside(x + 1, y) || outside(x, y - 1) || outside(x, y + 1))) {
          found.push_back({x, y});
        }
      }
    }
    return found;
  }

  static std::vector<double> distances(const std::vector<Pixel>& from, const std::vector<Pixel>& to) {
    std::vector<double> found;
    for (const Pixel a : from) {
      double nearest = 1e9;
      for (const Pixel b : to) nearest = std::min(nearest, std::hypot(a.x - b.x, a.y - b.y));
      found.push_back(nearest);
    }
    return found;
  }

  static double share_near(const std::vector<double>& distances, double limit) {
    double near = 0;
    for (const double distance : distances) near += distance <= limit ? 1 : 0;
    return near / static_cast<double>(distances.size());
  }

  [[nodiscard]] Metrics metrics() const {
    double both = 0;
    double marked = 0;
    double product = 0;
    for (int y = 0; y < mask.height; ++y) {
      for (int x = 0; x < mask.width; ++x) {
        if (truth.row(y)[x] == 128) continue;
        marked += in_mask(x, y);
        product += in_truth(x, y);
        both += in_mask(x, y) && in_truth(x, y);
      }
    }
    Metrics m;
    m.iou = marked + product == 0 ? 1 : both / (marked + product - both);
    m.dsc = marked + product == 0 ? 1 : 2 * both / (marked + product);
    const auto a = boundary([this](int x, int y) { return in_mask(x, y); });
    const auto b = boundary([this](int x, int y) { return in_truth(x, y); });
    if (a.empty() || b.empty()) {
      bool same = true;
      for (int y = 0; y < mask.height; ++y) {
        for (int x = 0; x < mask.width; ++x) same = same && in_mask(x, y) == in_truth(x, y);
      }
      m.hd = m.hd95 = m.assd = same ? 0 : std::hypot(mask.width, mask.height);
      m.bf1 = m.bf2 = same ? 1 : 0;
      return m;
    }
    std::vector<double> all = distances(a, b);
    const std::vector<double> back = distances(b, a);
    const auto boundary_f = [&](double limit) {
      const double precision = share_near(all, limit);
      const double recall = share_near(back, limit);
      return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    };
    m.bf1 = boundary_f(1);
    m.bf2 = boundary_f(2);
    all.insert(all.end(), back.begin(), back.end());
    std::sort(all.begin(), all.end());
    m.hd = all.back();
    for (const double distance : all) m.assd += distance / static_cast<double>(all.size());
    const double place = 0.95 * static_cast<double>(all.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place));
    m.hd95 = all[below];
    if (below + 1 < all.size()) m.hd95 += (place - static_cast<double>(below)) * (all[below + 1] - all[below]);
    return m;
  }
};

void expect_as_defined(const Image& mask, const Image& truth) {
  const Metrics found = compare(mask.view(), truth.view());
  const Metrics wanted = Definition{mask, truth}.metrics();
  EXPECT_NEAR(found.iou, wanted.iou, 1e-12);
  EXPECT_NEAR(found.dsc, wanted.dsc, 1e-12);
  EXPECT_NEAR(found.hd, wanted.hd, 1e-4);
  EXPECT_NEAR(found.hd95, wanted.hd95, 1e-4);
  EXPECT_NEAR(found.assd, wanted.assd, 1e-4);
  EXPECT_NEAR(found.bf1, wanted.bf1, 1e-12);
  EXPECT_NEAR(found.bf2, wanted.bf2, 1e-12);
}

/// A few random boxes of 0 and 255 on a random ground, and boxes of 128 where asked.
Image random_mask(std::mt19937& random, int width, int height, bool with_ignored) {
  const auto below = [&random](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
  Image mask(width, height, 1, below(4) == 0 ? 255 : 0);
  const int boxes = below(5);
  for (int i = 0; i < boxes; ++i) {
    const auto value = static_cast<std::uint8_t>(with_ignored && below(3) == 0 ? 128 : 255 * below(2));
    const int left = below(width);
    const int top = below(height);
    for (int y = top; y < std::min(height, top + 1 + below(height)); ++y) {
      std::fill(mask.row(y) + left, mask.row(y) + std::min(width, left + 1 + below(width)), value);
    }
  }
  return mask;
}

TEST(Metrics, AreAsDefinedOnRandomMasks) {
  std::mt19937 random(7);
  for (int i = 0; i < 400; ++i) {
    const int width = 1 + static_cast<int>(random() % 24);
    const int height = 1 + static_cast<int>(random() % 24);
    const Image mask = random_mask(random, width, height, false);
    const Image truth = random_mask(random, width, height, i % 2 == 1);
    SCOPED_TRACE("case " + std::to_string(i));
    expect_as_defined(mask, truth);
  }
}

TEST(Metrics, OfTheTruthItselfArePerfect) {
  std::mt19937 random(8);
  const Image mask = random_mask(random, 20, 30, false);
  const Metrics m = compare(mask.view(), mask.view());
  EXPECT_EQ(m.iou, 1);
  EXPECT_EQ(m.dsc, 1);
  EXPECT_EQ(m.hd, 0);
  EXPECT_EQ(m.hd95, 0);
  EXPECT_EQ(m.assd, 0);
  EXPECT_EQ(m.bf1, 1);
  EXPECT_EQ(m.bf2, 1);
}

TEST(Metrics, OfNothingAgainstSomethingAreTheWorst) {
  const Image empty(30, 40, 1);
  Image truth(30, 40, 1);
  truth.row(5)[7] = 255;
  const Metrics m = compare(empty.view(), truth.view());
  EXPECT_EQ(m.iou, 0);
  EXPECT_EQ(m.dsc, 0);
  EXPECT_EQ(m.hd, 50);
  EXPECT_EQ(m.assd, 50);
  EXPECT_EQ(m.bf1, 0);
  EXPECT_EQ(m.bf2, 0);
}

TEST(Metrics, CountNoDifferenceInsideTheIgnoredBand) {
  Image truth(40, 40, 1);
  Image narrow(40, 40, 1);
  Image wide(40, 40, 1);
  for (int y = 5; y < 35; ++y) {
    for (int x = 5; x < 35; ++x) {
      const bool core = x >= 10 && x < 30 && y >= 10 && y < 30;
      truth.row(y)[x] = core ? 255 : 128;
      narrow.row(y)[x] = core ? 255 : 0;
      wide.row(y)[x] = 255;
    }
  }
  for (const Image* mask : {&narrow, &wide}) {
    const Metrics m = compare(mask->view(), truth.view());
    EXPECT_EQ(m.iou, 1);
    EXPECT_EQ(m.hd, 0);
    EXPECT_EQ(m.bf1, 1);
    EXPECT_EQ(m.bf2, 1);
  }
}

TEST(Metrics, MeasureAShiftInPixels) {
  Image truth(60, 60, 1);
  Image mask(60, 60, 1);
  for (int y = 20; y < 40; ++y) {
    std::fill(truth.row(y) + 20, truth.row(y) + 40, std::uint8_t{255});
    std::fill(mask.row(y) + 23, mask.row(y) + 43, std::uint8_t{255});
  }
  const Metrics m = compare(mask.view(), truth.view());
  EXPECT_EQ(m.hd, 3);
  EXPECT_NEAR(m.iou, 17.0 / 23.0, 1e-12);
}

TEST(Metrics, RefuseOtherSizes) {
  const Image mask(4, 5, 1);
  const Image truth(5, 4, 1);
  EXPECT_THROW(static_cast<void>(compare(mask.view(), truth.view())), hesscut::Error);
}

}  // namespace
