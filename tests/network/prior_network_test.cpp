#include <hesscut/prior_network.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <random>

#include <hesscut/error.hpp>

#include "tests/network/tiny_onnx.hpp"

/// Networks of a few hundred bytes, whose maps follow from the photo by a formula.

namespace hesscut::test {
namespace {

using Values = PriorNetworkOptions::Values;

constexpr int width = 5;
constexpr int height = 4;
constexpr Weighing plain{0.2F, 0.3F, 0.1F, 0.25F};  ///< of values in [0, 1]: within [0.25, 0.85]

Image noise_photo(int photo_width, int photo_height, int channels, unsigned seed = 1) {
  Image photo(photo_width, photo_height, channels);
  std::mt19937 random(seed);
  for (std::uint8_t& value : photo.pixels) value = static_cast<std::uint8_t>(random() % 256);
  return photo;
}

/// Looks once: its map is the model's.
PriorNetwork network_of(const TinyOnnx& model, PriorNetworkOptions options = {}) {
  options.looks = PriorNetworkOptions::Looks::once;
  return {model.bytes(), "tiny.onnx", options};
}

double weighed(const Weighing& weighing, double first, double second, double third) {
  return weighing.first * first + weighing.second * second + weighing.third * third + weighing.constant;
}
double sigmoid(double value) {
  return 1 / (1 + std::exp(-value));
}

/// The map is f(red, green, blue) of each pixel, colours 0..1; the photo has the map's size and three channels.
template <typename Formula>
void expect_map(const Prior& prior, const Image& photo, const Formula& formula) {
  ASSERT_EQ(prior.width, photo.width);
  ASSERT_EQ(prior.height, photo.height);
  for (std::size_t i = 0; i < prior.probability.size(); ++i) {
    const std::uint8_t* pixel = &photo.pixels[3 * i];
    EXPECT_NEAR(prior.probability[i], formula(pixel[0] / 255.0, pixel[1] / 255.0, pixel[2] / 255.0), 2e-6) << i;
  }
}

TEST(PriorNetwork, MapsAreWhatTheModelSays) {
  PriorNetwork network = network_of(weighing_model(plain));
  EXPECT_EQ(network.width(), width);
  EXPECT_EQ(network.height(), height);
  const Image photo = noise_photo(width, height, 3);
  expect_map(network.propose(photo.view()), photo,
             [](double r, double g, double b) { return weighed(plain, r, g, b); });
}

TEST(PriorNetwork, ColoursAreNormalisedAsTold) {
  PriorNetworkOptions options;
  options.blue_first = true;
  options.range = 255;
  options.mean = {120, 100, 80};
  options.deviation = {50, 60, 70};
  options.values = Values::logits;
  PriorNetwork network = network_of(weighing_model(plain), options);
  const Image photo = noise_photo(width, height, 3);
  expect_map(network.propose(photo.view()), photo, [](double r, double g, double b) {
    return sigmoid(weighed(plain, (255 * b - 120) / 50, (255 * g - 100) / 60, (255 * r - 80) / 70));
  });
}

TEST(PriorNetwork, LogitsAreKnownByTheirValues) {
  static constexpr Weighing logits{8, -6, 4, -3};
  const Image photo = noise_photo(width, height, 3);
  const auto map_of = [&](Values values) {
    PriorNetworkOptions options;
    options.values = values;
    return network_of(weighing_model(logits), options).propose(photo.view());
  };
  const auto probability = [](double r, double g, double b) { return sigmoid(weighed(logits, r, g, b)); };
  expect_map(map_of(Values::automatic), photo, probability);
  expect_map(map_of(Values::logits), photo, probability);
  expect_map(map_of(Values::probabilities), photo,
             [](double r, double g, double b) { return std::clamp(weighed(logits, r, g, b), 0.0, 1.0); });
}

TEST(PriorNetwork, GreyAndTransparentPhotosAreColourPhotos) {
  PriorNetwork network = network_of(weighing_model(plain));
  const Image grey = noise_photo(width, height, 1);
  Image as_colour(width, height, 3);
  for (std::size_t i = 0; i < as_colour.pixels.size(); ++i) as_colour.pixels[i] = grey.pixels[i / 3];
  EXPECT_EQ(network.propose(grey.view()).probability, network.propose(as_colour.view()).probability);

  const Image transparent = noise_photo(width, height, 4);
  const Prior prior = network.propose(transparent.view());
  for (std::size_t i = 0; i < prior.probability.size(); ++i) {
    const std::uint8_t* pixel = &transparent.pixels[4 * i];
    const double alpha = pixel[3] / 255.0;
    const auto on_white = [&](int c) { return pixel[c] / 255.0 * alpha + 1 - alpha; };
    EXPECT_NEAR(prior.probability[i], weighed(plain, on_white(0), on_white(1), on_white(2)), 2e-6) << i;
  }
}

TEST(PriorNetwork, LargePhotosAreAveraged) {
  PriorNetwork network = network_of(weighing_model(plain));
  const Image photo = noise_photo(3 * width, 2 * height, 3);
  const Prior prior = network.propose(photo.view());
  ASSERT_EQ(prior.probability.size(), width * height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      double sums[3] = {};
      for (int k = 0; k < 6; ++k) {
        const std::uint8_t* pixel = photo.row(2 * y + k / 3) + static_cast<std::ptrdiff_t>(3) * (3 * x + k % 3);
        for (int c = 0; c < 3; ++c) sums[c] += pixel[c] / 255.0 / 6;
      }
      // The averages are bytes again: half a step of each colour at most.
      EXPECT_NEAR(prior.probability[y * width + x], weighed(plain, sums[0], sums[1], sums[2]), 0.6 * 0.51 / 255);
    }
  }
}

TEST(PriorNetwork, ABatchIsItsPhotosOneByOne) {
  PriorNetwork network = network_of(weighing_model(plain));
  const Image photos[] = {noise_photo(width, height, 3, 1), noise_photo(31, 17, 1, 2), noise_photo(2, 2, 4, 3)};
  const ImageView views[] = {photos[0].view(), photos[1].view(), photos[2].view()};
  const std::vector<Prior> together = network.propose(views);
  ASSERT_EQ(together.size(), 3U);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(together[i].probability, network.propose(views[i]).probability) << i;
  EXPECT_TRUE(network.propose(std::span<const ImageView>()).empty());
}

TEST(PriorNetwork, RowsMayHavePadding) {
  PriorNetwork network = network_of(weighing_model(plain));
  const Image large = noise_photo(40, 30, 3);
  Image window(7, 6, 3);
  for (int y = 0; y < 6; ++y) std::copy_n(large.row(y + 9) + 3 * 11, window.row_bytes(), window.row(y));
  const ImageView view{large.row(9) + 3 * 11, 7, 6, 3, static_cast<std::ptrdiff_t>(large.row_bytes())};
  EXPECT_EQ(network.propose(view).probability, network.propose(window.view()).probability);
}

TEST(PriorNetwork, AnOpenSizeIsTheOneGiven) {
  PriorNetworkOptions options;
  options.width = 6;
  options.height = 3;
  for (const Sizes& sizes : {Sizes{0, 3, 0, 0}, {1, 3, 3, 0}, {0, 3, 0, 6}, {8, 3, 3, 6}}) {
    PriorNetwork network = network_of(weighing_model(plain, sizes), options);
    const Image photo = noise_photo(6, 3, 3);
    expect_map(network.propose(photo.view()), photo,
               [](double r, double g, double b) { return weighed(plain, r, g, b); });
  }
}

TEST(PriorNetwork, OutputsAreChosenByName) {
  TinyOnnx model = weighing_model(plain);
  model.weights("other", {1, 3, 1, 1}, {0.5F, 0, 0}).node("Conv", {"photo", "other"}, "red").output("red");
  const Image photo = noise_photo(width, height, 3);
  PriorNetworkOptions options;
  options.output = "red";
  expect_map(network_of(model, options).propose(photo.view()), photo, [](double r, double, double) { return r / 2; });
  options.output = "map";
  expect_map(network_of(model, options).propose(photo.view()), photo,
             [](double r, double g, double b) { return weighed(plain, r, g, b); });
}

// What the model says of a pixel depends on nothing else: turned there and back, the map is the same.
TEST(PriorNetwork, AMirroredLookIsTurnedBack) {
  for (const std::int64_t batch : {1, 0, 8}) {
    PriorNetworkOptions options;
    options.looks = PriorNetworkOptions::Looks::mirrored;
    PriorNetwork network(weighing_model(plain, {batch, 3, height, width}).bytes(), "tiny.onnx", options);
    const Image photo = noise_photo(width, height, 3);
    expect_map(network.propose(photo.view()), photo,
               [](double r, double g, double b) { return weighed(plain, r, g, b); });
  }
}

TEST(PriorNetwork, ACloserLookSeesWhatTheFirstOneAveraged) {
  PriorNetwork network(weighing_model(plain).bytes(), "tiny.onnx");
  const Image photo = noise_photo(20 * width, 20 * height, 3);
  Markers markers;
  markers.box = Box{40, 30, 10, 8};  // with its margin the size of 11 x 11 pixels
  const Prior prior = network.propose(photo.view(), markers);
  ASSERT_EQ(prior.width, 2 * width);
  ASSERT_EQ(prior.height, 2 * height);
  const Prior unmarked = network.propose(noise_photo(width, height, 3).view());
  EXPECT_TRUE(unmarked.width == width || unmarked.width == 2 * width);
  // Far from the box the map is that of the whole photo, enlarged.
  PriorNetwork once = network_of(weighing_model(plain));
  EXPECT_NEAR(prior.probability.back(), once.propose(photo.view()).probability.back(), 1e-6);
}

TEST(PriorNetwork, CanBeMoved) {
  PriorNetwork first = network_of(weighing_model(plain));
  PriorNetwork second = std::move(first);
  EXPECT_EQ(second.propose(noise_photo(9, 9, 3).view()).probability.size(), width * height);
}

}  // namespace
}  // namespace hesscut::test
