#include "tests/reference/geodesic.hpp"

#include <gtest/gtest.h>

#include "tests/kernels/call.hpp"
#include "tests/kernels/devices.hpp"
#include "tests/reference/colour.hpp"

/// The geodesic distance against heap fast marching in double precision, to 1e-3 of the maximum.

namespace hesscut::test {
namespace {

constexpr std::uint8_t seed_label = 255;

class GeodesicTest : public testing::TestWithParam<NamedDevice> {
 protected:
  Grid distance(const Grid& cost, const Labels& labels, std::uint8_t seed) {
    Inputs in{.height = cost.height, .width = cost.width, .fields = {cost}, .labels = {labels}};
    Call call(rig, {&in, 1});
    rig.queue->reserve(call.shape());
    rig.queue->geodesic_distance(call.input(0), call.labels(0), seed, call.output());
    return call.finish()[0][0];
  }

  void expect_reference(const Grid& cost, const Labels& labels, std::uint8_t seed = seed_label) {
    const Grid want = reference::geodesic_distance(cost, labels, seed);
    EXPECT_LE(max_difference(distance(cost, labels, seed), want), 1e-3 * max_abs(want));
  }

  Rig rig{GetParam().make()};
};

INSTANTIATE_TEST_SUITE_P(Devices, GeodesicTest, testing::ValuesIn(devices_under_test()),
                         [](const auto& test) { return test.param.name; });

Labels random_seeds(Random& random, std::size_t pixels, int count) {
  Labels out(pixels, 128);
  for (int i = 0; i < count; ++i) out[random.integer(0, static_cast<int>(pixels) - 1)] = seed_label;
  return out;
}

constexpr int shapes[][2] = {{1, 40}, {40, 1}, {2, 2}, {37, 53}, {64, 64}, {120, 91}};

TEST_P(GeodesicTest, UniformCost) {
  Random random(1);
  for (const auto [h, w] : shapes) {
    for (const double cost : {1e-3, 1.0, 1e3}) {
      expect_reference(Grid(h, w, static_cast<float>(cost)), random_seeds(random, 1UL * h * w, 3));
    }
  }
}

TEST_P(GeodesicTest, CostsOverSixDecades) {
  Random random(2);
  for (const auto [h, w] : shapes) {
    for (const int seeds : {1, 5, 40}) {
      Grid cost(h, w);
      for (double& c : cost.values) c = static_cast<float>(std::pow(10, random.uniform(-3, 3)));
      expect_reference(cost, random_seeds(random, cost.size(), seeds));
    }
  }
}

// Walls with one door each: the way leads through the whole maze, against every sweep direction.
TEST_P(GeodesicTest, Mazes) {
  Random random(3);
  for (const double wall : {50.0, 1e5}) {
    for (const bool turned : {false, true}) {
      constexpr int n = 61;
      Grid cost(n, n, 1);
      for (int i = 3; i < n; i += 4) {
        const int door = i % 8 == 3 ? random.integer(0, 5) : random.integer(n - 6, n - 1);
        for (int j = 0; j < n; ++j) {
          if (j != door) (turned ? cost(j, i) : cost(i, j)) = wall;
        }
      }
      Labels labels(cost.size(), 128);
      labels[0] = seed_label;
      expect_reference(cost, labels);
    }
  }
}

TEST_P(GeodesicTest, SpiralCorridor) {
  constexpr int n = 45;
  Grid cost(n, n, 1e4);
  int y = 0;
  int x = 0;
  int dy = 0;
  int dx = 1;
  const auto open = [&](int v, int u) { return v >= 0 && v < n && u >= 0 && u < n && cost(v, u) == 1; };
  const auto may_go_on = [&] {  // two cells ahead must still be wall, and inside
    const int v = y + dy;
    const int u = x + dx;
    return v >= 0 && v < n && u >= 0 && u < n && !open(v + dy, u + dx);
  };
  cost(0, 0) = 1;
  for (int turns = 0; turns < 2;) {
    if (may_go_on()) {
      turns = 0;
      y += dy;
      x += dx;
      cost(y, x) = 1;
    } else {
      ++turns;
      dy = std::exchange(dx, -dy);
    }
  }
  Labels labels(cost.size(), 128);
  labels[0] = seed_label;
  ASSERT_GT(std::count(cost.values.begin(), cost.values.end(), 1), n * n / 3);
  expect_reference(cost, labels);
}

// RCI's cost of a smooth picture with edges: flat valleys of 1e-3 between ridges of up to 1e3.
TEST_P(GeodesicTest, CostsOfAPicture) {
  Random random(4);
  for (const auto& [h, w] : {std::pair{96, 80}, {61, 127}}) {
    Grid picture(h, w);
    for (int disk = 0; disk < 12; ++disk) {
      const double cy = random.uniform(0, h);
      const double cx = random.uniform(0, w);
      const double radius = random.uniform(3, 25);
      const double tone = random.uniform(0, 1);
      for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
          if (std::hypot(y - cy, x - cx) < radius) picture(y, x) = tone;
        }
      }
    }
    const Grid g2 = reference::gradient_square(reference::gaussian_blur(picture, 1));
    const Labels labels = random_seeds(random, picture.size(), 20);
    const Grid euclidean =
        reference::normalise_by_maximum(reference::geodesic_distance(Grid(h, w, 1), labels, seed_label));
    const Grid cost =
        reference::map([](double c) { return static_cast<float>(c); }, reference::rci_cost(g2, euclidean));
    expect_reference(cost, labels);
  }
}

TEST_P(GeodesicTest, SeedsAreTheLabelAskedForAlone) {
  Random random(5);
  const Grid cost = random.grid(20, 30, 0.1, 1);
  Labels labels = random_seeds(random, cost.size(), 4);
  for (const int place : {7, 100, 599}) labels[place] = 0;
  expect_reference(cost, labels, 0);
  expect_reference(cost, labels, seed_label);
}

TEST_P(GeodesicTest, NoSeedIsInfiniteAndAllSeedsAreZero) {
  for (const auto [h, w] : shapes) {
    const Grid cost(h, w, 0.5);
    EXPECT_EQ(distance(cost, Labels(cost.size(), 128), seed_label).values, std::vector<double>(cost.size(), HUGE_VAL));
    EXPECT_EQ(distance(cost, Labels(cost.size(), seed_label), seed_label).values, std::vector<double>(cost.size(), 0));
  }
}

}  // namespace
}  // namespace hesscut::test
