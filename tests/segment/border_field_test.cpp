#include "host/segment/border_field.hpp"

#include <gtest/gtest.h>

#include "host/segment/marker_map.hpp"
#include "tests/kernels/call.hpp"
#include "tests/kernels/fenced_device.hpp"
#include "tests/segment/checks.hpp"

namespace hesscut::test {
namespace {

constexpr int frame = 2;
constexpr float usual_spread = 0.02F;  ///< the least that counts as background, CIELAB / 100

/// Coefficients of 1, x, y, x^2, y^2, xy for L, a, b.
using Coefficients = std::array<double, 18>;

Coefficients random_field(Random& random) {
  Coefficients field{};
  for (int channel = 0; channel < 3; ++channel) {
    field[6 * channel] = channel == 0 ? random.uniform(0.3, 0.8) : random.uniform(-0.3, 0.3);
    for (int k = 1; k < 6; ++k) field[6 * channel + k] = random.uniform(-0.3, 0.3);
  }
  return field;
}

template <class Numbers>
double value_of(const Numbers& field, int channel, double x, double y) {
  const double terms[] = {1, x, y, x * x, y * y, x * y};
  double sum = 0;
  for (int k = 0; k < 6; ++k) sum += field[6 * channel + k] * terms[k];
  return sum;
}

/// Planes L, a, b of one image.
struct Picture {
  int width, height;
  std::vector<float> planes[3];

  Picture(int width_, int height_) : width(width_), height(height_) {
    for (auto& plane : planes) plane.resize(static_cast<std::size_t>(width) * height);
  }
  [[nodiscard]] double x_of(int column) const { return static_cast<double>(column) / width - 0.5; }
  [[nodiscard]] double y_of(int row) const { return static_cast<double>(row) / height - 0.5; }
  float& at(int channel, int column, int row) {
    return planes[channel][static_cast<std::size_t>(row) * width + column];
  }
  [[nodiscard]] segment::BorderField fit(int width_of_frame = frame) const {
    return segment::fit_border_field(planes[0].data(), planes[1].data(), planes[2].data(), height, width,
                                     width_of_frame);
  }
};

Picture painted(const Coefficients& field, int width, int height, double noise, Random& random) {
  Picture picture(width, height);
  for (int channel = 0; channel < 3; ++channel) {
    for (int row = 0; row < height; ++row) {
      for (int column = 0; column < width; ++column) {
        picture.at(channel, column, row) = static_cast<float>(
            value_of(field, channel, picture.x_of(column), picture.y_of(row)) + random.uniform(-noise, noise));
      }
    }
  }
  return picture;
}

/// Largest difference of two fields on the border of the picture.
template <class A, class B>
double difference_on_border(const A& a, const B& b, const Picture& picture) {
  double largest = 0;
  for (int channel = 0; channel < 3; ++channel) {
    for (int row = 0; row < picture.height; ++row) {
      for (int column = 0; column < picture.width; ++column) {
        if (row != 0 && row != picture.height - 1 && column != 0 && column != picture.width - 1) continue;
        const double x = picture.x_of(column);
        const double y = picture.y_of(row);
        largest = std::max(largest, std::abs(value_of(a, channel, x, y) - value_of(b, channel, x, y)));
      }
    }
  }
  return largest;
}

TEST(BorderField, FindsAPlantedFieldExactlyWithoutNoise) {
  Random random(1);
  for (int trial = 0; trial < 10; ++trial) {
    const Coefficients field = random_field(random);
    const Picture picture = painted(field, 64 + 7 * trial, 90 - 5 * trial, 0, random);
    const segment::BorderField found = picture.fit();
    for (int k = 0; k < 18; ++k) EXPECT_NEAR(found.coefficients[k], field[k], 1e-4) << k;
    EXPECT_EQ(found.spread, usual_spread);
  }
}

TEST(BorderField, FindsAPlantedFieldUnderNoise) {
  Random random(2);
  for (int trial = 0; trial < 10; ++trial) {
    const Coefficients field = random_field(random);
    const Picture picture = painted(field, 128, 96, 0.02, random);
    const segment::BorderField found = picture.fit();
    EXPECT_LT(difference_on_border(found.coefficients, field, picture), 0.01);
    // Three times the median distance of noise that is uniform in a cube of side 0.04: about 0.06.
    EXPECT_GT(found.spread, 0.04);
    EXPECT_LT(found.spread, 0.08);
  }
}

/// Raises the colours of the border's pixels [begin, end), counted clockwise from the top left corner, and what lies
/// behind them, as a product that leaves the photo does.
void cover(Picture& picture, int begin, int end) {
  const int side = picture.width;
  for (int i = begin; i < end; ++i) {
    const int along = i % side;
    for (int depth = 0; depth < 2 * frame; ++depth) {
      const int edge = i / side % 4;
      const int column = edge == 0 ? along : edge == 1 ? side - 1 - depth : edge == 2 ? side - 1 - along : depth;
      const int row = edge == 0 ? depth : edge == 1 ? along : edge == 2 ? side - 1 - depth : side - 1 - along;
      for (int channel = 0; channel < 3; ++channel) picture.at(channel, column, row) += 0.35F;
    }
  }
}

// Of four edges of 120 pixels: half of one, a tenth of the border round a corner, and a fifth of the border in four
// pieces. The object is 0.35 away in every channel; least squares bends the field by 0.2 to 0.3, the exact field of
// least absolute deviations by up to 0.037. (More than that of one edge is too much for it: then the field that follows
// the product has the smaller deviations.)
TEST(BorderField, AnObjectOnTheBorderDoesNotBendIt) {
  Random random(3);
  for (int edge = 0; edge < 4; ++edge) {
    const int start = 120 * edge;
    const std::vector<std::pair<int, int>> covers[] = {
        {{start + 25, start + 85}},
        {{start + 96, start + 144}},
        {{start + 10, start + 34}, {start + 130, start + 154}, {start + 250, start + 274}, {start + 370, start + 394}}};
    for (const auto& parts : covers) {
      const Coefficients field = random_field(random);
      Picture picture = painted(field, 120, 120, 0.01, random);
      for (const auto& [begin, end] : parts) cover(picture, begin, end);
      const segment::BorderField found = picture.fit();
      EXPECT_LT(difference_on_border(found.coefficients, field, picture), 0.04) << edge << ": " << parts[0].first;
      EXPECT_LT(found.spread, 0.06) << "the object counts as background";
    }
  }
}

TEST(BorderField, LooksAtTheFrameAlone) {
  Random random(4);
  const Coefficients field = random_field(random);
  const Picture plain = painted(field, 50, 40, 0.01, random);
  Picture filled = plain;
  for (int channel = 0; channel < 3; ++channel) {
    for (int row = frame; row < 40 - frame; ++row) {
      for (int column = frame; column < 50 - frame; ++column) filled.at(channel, column, row) = 5;
    }
  }
  EXPECT_EQ(filled.fit().coefficients, plain.fit().coefficients);
  EXPECT_NE(filled.fit(frame + 1).coefficients, plain.fit(frame + 1).coefficients);
}

TEST(BorderField, OfOneColourIsThatColour) {
  Random random(5);
  for (const auto& [width, height] : {std::pair{64, 64}, {1, 1}, {1, 7}, {7, 1}, {2, 2}, {3, 3}, {4, 5}, {5000, 1}}) {
    for (const double value : {0.0, 0.4, 1.0}) {
      Coefficients field{};
      for (int channel = 0; channel < 3; ++channel) field[6 * channel] = channel == 2 ? -value : value;
      const Picture picture = painted(field, width, height, 0, random);
      const segment::BorderField found = picture.fit();
      EXPECT_LT(difference_on_border(found.coefficients, field, picture), 1e-5) << width << " x " << height;
      EXPECT_EQ(found.spread, usual_spread);
    }
  }
}

// Fewer pixels than coefficients: any field through them will do, as long as it goes through them.
TEST(BorderField, OfAFewPixelsGoesThroughThem) {
  Random random(6);
  for (const auto& [width, height] : {std::pair{1, 1}, {2, 1}, {1, 3}, {2, 2}}) {
    const Picture picture = painted(Coefficients{}, width, height, 0.4, random);
    const segment::BorderField found = picture.fit();
    for (int channel = 0; channel < 3; ++channel) {
      for (int row = 0; row < height; ++row) {
        for (int column = 0; column < width; ++column) {
          EXPECT_NEAR(value_of(found.coefficients, channel, picture.x_of(column), picture.y_of(row)),
                      picture.planes[channel][row * width + column], 1e-4)
              << width << " x " << height;
        }
      }
    }
  }
}

TEST(BorderField, OfABatchIsTheOneOfEachImage) {
  Random random(7);
  constexpr int width = 60;
  constexpr int height = 44;
  constexpr int batch = 3;
  Rig rig(std::make_unique<FencedDevice>(device::make_cpu_device(1)));
  segment::Level level(*rig.device, *rig.queue, {batch, height, width}, Boundary::reflecting);
  std::vector<segment::BorderField> want;
  for (int b = 0; b < batch; ++b) {
    const Picture picture = painted(random_field(random), width, height, 0.1 * b, random);
    const kernels::Planes<float> lab = level.lab();
    int channel = 0;
    for (const kernels::FloatField& plane : {lab.l, lab.a, lab.b}) {
      rig.queue->upload(plane.image(b), picture.planes[channel++].data(), sizeof(float) * width * height);
    }
    want.push_back(picture.fit(segment::border_pixels(width, height)));
  }
  segment::fit_border_fields(*rig.queue, level);
  const std::vector<float> coefficients = rig.download(level.border_coefficients(), 18 * batch);
  const std::vector<float> spreads = rig.download(level.per_image(), batch);
  for (int b = 0; b < batch; ++b) {
    EXPECT_TRUE(std::equal(want[b].coefficients.begin(), want[b].coefficients.end(), &coefficients[18 * b])) << b;
    EXPECT_EQ(spreads[b], want[b].spread) << b;
  }
}

}  // namespace
}  // namespace hesscut::test
