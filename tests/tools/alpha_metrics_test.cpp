#include "tools/hesscut/evaluate/alpha_metrics.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <hesscut/error.hpp>
#include <numbers>
#include <random>

namespace {

using hesscut::Image;
using hesscut::evaluate::AlphaMetrics;
using hesscut::evaluate::compare_alpha;

constexpr double sigma = 1.4;

Image random_alpha(std::mt19937& random, int width, int height) {
  Image alpha(width, height, 1);
  for (std::uint8_t& value : alpha.pixels) value = static_cast<std::uint8_t>(random() % 256);
  return alpha;
}

double at(const Image& alpha, int x, int y) {
  return alpha.row(std::clamp(y, 0, alpha.height - 1))[std::clamp(x, 0, alpha.width - 1)] / 255.0;
}

/// The length of the gradient by two-dimensional filters, which are longer than they need be.
double gradient_at(const Image& alpha, int x, int y) {
  constexpr int radius = 9;
  double along_x = 0;
  double along_y = 0;
  double square = 0;
  for (int j = -radius; j <= radius; ++j) {
    for (int i = -radius; i <= radius; ++i) {
      const double gauss = std::exp(-(i * i + j * j) / (2 * sigma * sigma));
      along_x += i * gauss * at(alpha, x + i, y + j);
      along_y += j * gauss * at(alpha, x + i, y + j);
      square += i * gauss * i * gauss;
    }
  }
  return std::hypot(along_x, along_y) / std::sqrt(square);
}

TEST(AlphaMetrics, AreAsDefinedOnRandomImages) {
  std::mt19937 random(4);
  for (int round = 0; round < 6; ++round) {
    const int width = 3 + static_cast<int>(random() % 20);
    const int height = 3 + static_cast<int>(random() % 20);
    const Image found = random_alpha(random, width, height);
    const Image exact = random_alpha(random, width, height);
    double sad = 0;
    double square = 0;
    double gradient = 0;
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        const double difference = at(found, x, y) - at(exact, x, y);
        const double slope = gradient_at(found, x, y) - gradient_at(exact, x, y);
        sad += std::abs(difference);
        square += difference * difference;
        gradient += slope * slope;
      }
    }
    const AlphaMetrics metrics = compare_alpha(found.view(), exact.view());
    EXPECT_NEAR(metrics.sad, sad / 1000, 1e-12);
    EXPECT_NEAR(metrics.mse, square / (width * height), 1e-12);
    EXPECT_NEAR(metrics.gradient, gradient / 1000, 1e-3 * gradient / 1000);
  }
}

// A step along y = const, far from the border: the derivative filter answers with a Gaussian across it.
TEST(AlphaMetrics, GradientOfAStepIsAGaussian) {
  const Image flat(60, 40, 1);
  Image step(60, 40, 1);
  for (int y = 20; y < 40; ++y) std::fill(step.row(y), step.row(y) + 60, std::uint8_t{255});
  // Continuous: the answer to a step of 1 is exp(-y^2 / 2s^2) s^2 along y times the Gaussian's integral along x, over
  // the filter's norm; squared and summed over y.
  const double pi = std::numbers::pi;
  const double smooth = 2 * pi * sigma * sigma / (std::sqrt(pi) * sigma);
  const double across = std::pow(sigma, 4) * std::sqrt(pi) * sigma / (0.5 * std::sqrt(pi) * std::pow(sigma, 3));
  const AlphaMetrics metrics = compare_alpha(step.view(), flat.view());
  // Sums over pixels differ from the integrals by 1 / (12 s^2), squared, in all 2 %.
  EXPECT_NEAR(metrics.gradient, 60 * smooth * across / 1000, 0.03 * metrics.gradient);
  EXPECT_DOUBLE_EQ(metrics.sad, 60 * 20 / 1000.0);
  EXPECT_DOUBLE_EQ(metrics.mse, 0.5);
}

TEST(AlphaMetrics, OfTheExactAlphaAreZero) {
  std::mt19937 random(9);
  const Image alpha = random_alpha(random, 30, 20);
  const AlphaMetrics metrics = compare_alpha(alpha.view(), alpha.view());
  EXPECT_EQ(metrics.sad, 0);
  EXPECT_EQ(metrics.mse, 0);
  EXPECT_EQ(metrics.gradient, 0);
}

TEST(AlphaMetrics, RefuseOtherSizesAndChannels) {
  EXPECT_THROW((void)compare_alpha(Image(4, 5, 1).view(), Image(5, 4, 1).view()), hesscut::Error);
  EXPECT_THROW((void)compare_alpha(Image(4, 5, 3).view(), Image(4, 5, 3).view()), hesscut::Error);
}

}  // namespace
