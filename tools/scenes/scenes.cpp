#include "tools/scenes/scenes.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>

#include <hesscut/error.hpp>

#include "tools/scenes/stage.hpp"

namespace hesscut::scenes {
namespace {

struct Sampling {
  int edge;      // samples a side, where product meets surroundings
  int contrast;  // a side, where the picture changes quickly
};
constexpr Sampling fine_sampling{8, 3};
constexpr Sampling quick_sampling{4, 2};
constexpr double contrast_limit = 0.05;

/// The picture before the sensor: colours as Ray gives them, and the product's share of each pixel.
struct Plate {
  int width;
  int height;
  std::vector<Vec3> colour;
  std::vector<double> share;
  [[nodiscard]] std::size_t at(int x, int y) const { return static_cast<std::size_t>(y) * width + x; }
};

template <typename Row>
void for_rows(int height, const Row& row) {
  tbb::parallel_for(0, height, row);
}

Plate first_look(const Tracer& tracer, int width, int height) {
  Plate plate{width, height, {}, {}};
  plate.colour.resize(static_cast<std::size_t>(width) * height);
  plate.share.resize(plate.colour.size());
  for_rows(height, [&](int y) {
    for (int x = 0; x < width; ++x) {
      const Ray ray = tracer.trace(x, y);
      plate.colour[plate.at(x, y)] = ray.colour;
      plate.share[plate.at(x, y)] = ray.product ? 1 : 0;
    }
  });
  return plate;
}

/// How many samples a side the pixel needs, judged by its neighbours in the first look.
int samples_needed(const Plate& plate, int x, int y, Sampling sampling) {
  const std::size_t here = plate.at(x, y);
  int needed = 1;
  for (int j = std::max(y - 1, 0); j <= std::min(y + 1, plate.height - 1); ++j) {
    for (int i = std::max(x - 1, 0); i <= std::min(x + 1, plate.width - 1); ++i) {
      const std::size_t there = plate.at(i, j);
      if (plate.share[there] != plate.share[here]) return sampling.edge;
      const Vec3 change = plate.colour[there] - plate.colour[here];
      if (dot(change, change) > contrast_limit * contrast_limit) needed = sampling.contrast;
    }
  }
  return needed;
}

Plate second_look(const Tracer& tracer, const Plate& first, Sampling sampling) {
  Plate plate = first;
  for_rows(first.height, [&](int y) {
    for (int x = 0; x < first.width; ++x) {
      const int side = samples_needed(first, x, y, sampling);
      if (side == 1) continue;
      Vec3 sum;
      int inside = 0;
      for (int k = 0; k < side * side; ++k) {
        const int row = k / side;
        const int column = k % side;
        const Ray ray = tracer.trace(x + (column + 0.5) / side - 0.5, y + (row + 0.5) / side - 0.5);
        sum = sum + ray.colour;
        inside += ray.product ? 1 : 0;
      }
      plate.colour[plate.at(x, y)] = sum * (1.0 / (side * side));
      plate.share[plate.at(x, y)] = static_cast<double>(inside) / (side * side);
    }
  });
  return plate;
}

/// The lens: a blur of 3 x 3 pixels. field: colours or shares of the plate.
template <typename Value>
Value blurred(const Plate& plate, const std::vector<Value>& field, int x, int y) {
  static constexpr double weights[] = {0.2, 0.6, 0.2};
  Value sum{};
  for (int j = -1; j <= 1; ++j) {
    for (int i = -1; i <= 1; ++i) {
      const int column = std::clamp(x + i, 0, plate.width - 1);
      const int row = std::clamp(y + j, 0, plate.height - 1);
      sum = sum + field[plate.at(column, row)] * (weights[i + 1] * weights[j + 1]);
    }
  }
  return sum;
}

/// About normal with deviation 1: the sum of four uniform numbers.
double sensor_noise(int x, int y, int channel) {
  std::uint32_t bits = hash(x, y, 1000 + channel);
  double sum = 0;
  for (int i = 0; i < 4; ++i) {
    bits = hash(bits + 0x9e3779b9U);
    sum += uniform(bits);
  }
  return (sum - 2) * 1.7320508;
}

std::uint8_t quantised(double value) {
  return static_cast<std::uint8_t>(std::clamp(std::floor(value + 0.5), 0.0, 255.0));
}

Image photograph(const Plate& plate, double noise) {
  Image photo(plate.width, plate.height, 3);
  for_rows(plate.height, [&](int y) {
    std::uint8_t* out = photo.row(y);
    for (int x = 0; x < plate.width; ++x) {
      const Vec3 colour = blurred(plate, plate.colour, x, y);
      const double channels[] = {colour.x, colour.y, colour.z};
      for (int c = 0; c < 3; ++c) *out++ = quantised(255 * channels[c] + noise * sensor_noise(x, y, c));
    }
  });
  return photo;
}

Image matte_of(const Plate& plate) {
  Image matte(plate.width, plate.height, 1);
  for (int y = 0; y < plate.height; ++y) {
    for (int x = 0; x < plate.width; ++x) matte.row(y)[x] = quantised(255 * blurred(plate, plate.share, x, y));
  }
  return matte;
}

Scene taken(const Stage& set, int width, int height, Sampling sampling) {
  if (std::min(width, height) < 16 || std::max(width, height) > 8192) {
    throw Error(ErrorKind::usage, "a scene is 16 to 8192 pixels wide and high");
  }
  const Tracer tracer(set, width, height);
  const Plate plate = second_look(tracer, first_look(tracer, width, height), sampling);
  Scene scene{set.name, photograph(plate, set.noise), Image(width, height, 1), Image(width, height, 1),
              matte_of(plate)};
  std::ranges::transform(plate.share, scene.alpha.pixels.begin(), [](double share) { return quantised(255 * share); });
  std::ranges::transform(plate.share, scene.truth.pixels.begin(), [](double share) { return share >= 0.5 ? 255 : 0; });
  return scene;
}

}  // namespace

Scene render(int index, int width, int height) {
  if (index < 0 || index >= scene_count) throw Error(ErrorKind::usage, "no scene " + std::to_string(index));
  return taken(stage(index), width, height, fine_sampling);
}

Scene render_random(std::uint32_t seed, int index, int width, int height, bool with_product) {
  if (index < 0) throw Error(ErrorKind::usage, "no scene " + std::to_string(index));
  Stage set = random_stage(seed, index, with_product);
  const std::string number = std::to_string(index);
  set.name =
      (with_product ? "scene_" : "backdrop_") + std::string(number.size() < 5 ? 5 - number.size() : 0, '0') + number;
  return taken(set, width, height, quick_sampling);
}

std::vector<Scene> all_scenes(int width, int height) {
  std::vector<Scene> scenes;
  scenes.reserve(scene_count);
  for (int index = 0; index < scene_count; ++index) scenes.push_back(render(index, width, height));
  return scenes;
}

}  // namespace hesscut::scenes
