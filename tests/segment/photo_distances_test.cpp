#include <gtest/gtest.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "host/image/codec.hpp"
#include "host/segment/level.hpp"
#include "host/segment/marker_map.hpp"
#include "host/segment/prepare.hpp"
#include "host/segment/weights.hpp"
#include "host/segment/working_shape.hpp"
#include "tests/kernels/call.hpp"
#include "tests/segment/checks.hpp"
#include "tools/hesscut/evaluate/robot_markers.hpp"

/// Geodesic distances on real photos at the usual working size, with the costs of both selective terms from colours
/// learnt at real markers, against heap fast marching in double precision.

namespace hesscut::test {
namespace {

namespace fs = std::filesystem;

class PhotoDistances {
 public:
  PhotoDistances(const Image& photo, const Markers& markers)
      : shape_(segment::working_shape(photo.width, photo.height, 512)),
        level_(*rig_.device, *rig_.queue, shape_, Boundary::reflecting) {
    const Image small = segment::shrink_photo(photo.view(), shape_);
    seeds_ =
        segment::with_background(segment::rasterise(markers, photo.width, photo.height, shape_.width, shape_.height));
    std::vector<kernels::Rgb8> pixels;
    for (std::size_t i = 0; i < small.pixels.size(); i += 3) {
      pixels.push_back({small.pixels[i], small.pixels[i + 1], small.pixels[i + 2]});
    }
    const auto rgb = rig_.upload(pixels);
    rig_.queue->lab_from_rgb({rgb.data(), shape_}, level_.lab());
    rig_.queue->grey_from_rgb({rgb.data(), shape_}, level_.grey());
    segment::measure_colour_gradient(*rig_.queue, level_);
    rig_.queue->upload(level_.seeds().data, seeds_.pixels.data(), seeds_.pixels.size());
    rig_.queue->synchronize();
  }

  /// Largest difference from fast marching, relative to the largest distance.
  [[nodiscard]] double error_of_likelihood(std::uint8_t seed) {
    kernels::Operations& queue = *rig_.queue;
    queue.fit_colour_tables(level_.lab(), level_.seeds(), {}, level_.tables());
    queue.colour_data_term(level_.lab(), level_.tables(), level_.data());
    queue.gaussian_blur(level_.data(), level_.scratch(0), 1.0);
    queue.gradient_square(level_.scratch(0), level_.scratch(1), 0.5F, false);
    queue.likelihood_cost(level_.scratch(1), level_.colour_g2(), 3e-3F, 1.0F, 0.3F, level_.scratch(2));
    return error_of(level_.scratch(2), seed);
  }
  [[nodiscard]] double error_of_rci(std::uint8_t seed) {
    kernels::Operations& queue = *rig_.queue;
    queue.gaussian_blur(level_.grey(), level_.scratch(0), 1.0);
    queue.gradient_square(level_.scratch(0), level_.scratch(1), 1.0F, false);
    queue.fill(level_.scratch(2), 1.0F);
    queue.geodesic_distance(level_.scratch(2), level_.seeds(), seed, level_.scratch(0));
    queue.normalise_by_maximum(level_.scratch(0), level_.scratch(0));
    queue.rci_cost(level_.scratch(1), level_.scratch(0), level_.scratch(2));
    return error_of(level_.scratch(2), seed);
  }

 private:
  [[nodiscard]] double error_of(const kernels::FloatField& cost, std::uint8_t seed) {
    rig_.queue->geodesic_distance(cost, level_.seeds(), seed, level_.selective());
    const Grid want = reference::geodesic_distance(downloaded(cost), seeds_.pixels, seed);
    return reference::max_difference(downloaded(level_.selective()), want) / reference::max_abs(want);
  }
  [[nodiscard]] Grid downloaded(const kernels::FloatField& field) {
    Grid out(shape_.height, shape_.width);
    const std::vector<float> values = rig_.download(field.data, field.shape.count());
    std::copy(values.begin(), values.end(), out.values.begin());
    return out;
  }

  Rig rig_{device::make_cpu_device(1)};
  kernels::Shape shape_;
  segment::Level level_;
  Image seeds_;
};

struct Case {
  fs::path photo, truth, markers;
};

/// Every photo of both sets, in order of their names; none where a set is absent.
std::vector<Case> all_photos() {
  const char* folder = std::getenv("HESSCUT_PHOTOS");
  const fs::path root = folder != nullptr ? folder : "";
  std::vector<Case> cases;
  for (const auto& [photos, truths, markers] : {std::tuple{"products/images", "products/masks", ""},
                                                {"interactive/images", "interactive/truth", "interactive/strokes1"}}) {
    if (!fs::is_directory(root / photos)) return {};
    for (const auto& entry : fs::directory_iterator(root / photos)) {
      const std::string name = entry.path().stem().string() + ".png";
      cases.push_back({entry.path(), root / truths / name, markers[0] != 0 ? root / markers / name : fs::path()});
    }
  }
  std::sort(cases.begin(), cases.end(), [](const Case& a, const Case& b) { return a.photo < b.photo; });
  return cases;
}

TEST(PhotoDistancesTest, EqualFastMarching) {
  const std::vector<Case> cases = all_photos();
  if (cases.empty()) GTEST_SKIP() << "no products and interactive photos in the folder that HESSCUT_PHOTOS names";
  std::vector<std::array<double, 4>> errors(cases.size());
  tbb::parallel_for(std::size_t{0}, cases.size(), [&](std::size_t i) {
    Markers markers = evaluate::spread_points(image::read_labels(cases[i].truth).view(), 5);
    if (!cases[i].markers.empty()) markers.mask = image::read_labels(cases[i].markers);
    PhotoDistances distances(image::read_photo(cases[i].photo), markers);
    errors[i] = {distances.error_of_likelihood(foreground), distances.error_of_likelihood(background),
                 distances.error_of_rci(foreground), distances.error_of_rci(background)};
  });
  double largest = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    for (const double error : errors[i]) {
      EXPECT_LE(error, 1e-3) << cases[i].photo.filename();
      largest = std::max(largest, error);
    }
  }
  RecordProperty("largest", std::to_string(largest));
}

}  // namespace
}  // namespace hesscut::test
