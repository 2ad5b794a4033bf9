#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "host/image/codec.hpp"
#include "tests/kernels/call.hpp"
#include "tests/kernels/devices.hpp"
#include "tests/reference/colour.hpp"

/// The geodesic distance on the costs of real photos, against heap fast marching in double precision.

namespace hesscut::test {
namespace {

constexpr int photos_of_a_folder = 4;
constexpr int longest_side = 320;

class GeodesicPhotosTest : public testing::TestWithParam<NamedDevice> {
 protected:
  void SetUp() override {
    const char* photos = std::getenv("HESSCUT_PHOTOS");
    for (const char* folder : {"products/images", "interactive/images"}) {
      const auto path = std::filesystem::path(photos != nullptr ? photos : "") / folder;
      if (!std::filesystem::is_directory(path)) continue;
      std::vector<std::filesystem::path> all;
      for (const auto& entry : std::filesystem::directory_iterator(path)) all.push_back(entry.path());
      std::sort(all.begin(), all.end());
      all.resize(std::min<std::size_t>(all.size(), photos_of_a_folder));
      files_.insert(files_.end(), all.begin(), all.end());
    }
    if (files_.empty()) GTEST_SKIP() << "no products/images or interactive/images in the folder HESSCUT_PHOTOS names";
  }

  std::vector<std::filesystem::path> files_;
};

INSTANTIATE_TEST_SUITE_P(Devices, GeodesicPhotosTest, testing::ValuesIn(devices_under_test()),
                         [](const auto& test) { return test.param.name; });

/// CIELAB of every n-th pixel.
reference::Lab thinned(const Image& photo) {
  const int step = (std::max(photo.width, photo.height) + longest_side - 1) / longest_side;
  const Grid empty(photo.height / step, photo.width / step);
  reference::Lab out{empty, empty, empty};
  for (int y = 0; y < empty.height; ++y) {
    for (int x = 0; x < empty.width; ++x) {
      const std::uint8_t* pixel = photo.pixels.data() + y * step * photo.row_bytes() + 3UL * x * step;
      const auto lab = reference::lab_from_rgb({pixel[0], pixel[1], pixel[2]});
      out.l(y, x) = lab[0];
      out.a(y, x) = lab[1];
      out.b(y, x) = lab[2];
    }
  }
  return out;
}

Grid smoothed_gradient_square(const Grid& channel) {
  return reference::gradient_square(reference::gaussian_blur(channel, 1));
}

/// The cost of RCI and the one of the two-sided term, as exact float32 numbers.
std::vector<Grid> costs_of(const reference::Lab& lab, const Labels& labels) {
  const Grid flat(lab.l.height, lab.l.width);
  const Grid colour_g2 =
      reference::map([](double l, double a, double b) { return l + a + b; }, smoothed_gradient_square(lab.l),
                     smoothed_gradient_square(lab.a), smoothed_gradient_square(lab.b));
  const Grid euclidean =
      reference::normalise_by_maximum(reference::geodesic_distance(Grid(flat.height, flat.width, 1), labels, 255));
  std::vector<Grid> out{reference::rci_cost(smoothed_gradient_square(lab.l), euclidean),
                        reference::likelihood_cost(flat, colour_g2, 3e-3, 1, 0.3)};
  for (Grid& cost : out) cost = reference::map([](double v) { return static_cast<float>(v); }, cost);
  return out;
}

/// A stroke in the middle as foreground, the border as background.
Labels stroke_and_border(int height, int width) {
  Labels out(static_cast<std::size_t>(height) * width, 128);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      std::uint8_t& label = out[static_cast<std::size_t>(y) * width + x];
      if (y < 2 || y >= height - 2 || x < 2 || x >= width - 2) label = 0;
      if (std::abs(y - height / 2) < 3 && std::abs(x - width / 2) < width / 10) label = 255;
    }
  }
  return out;
}

TEST_P(GeodesicPhotosTest, EqualsFastMarchingOnPhotos) {
  Rig rig(GetParam().make());
  for (const std::filesystem::path& file : files_) {
    const reference::Lab lab = thinned(image::read_photo(file));
    const Labels labels = stroke_and_border(lab.l.height, lab.l.width);
    for (const Grid& cost : costs_of(lab, labels)) {
      Inputs in{.height = cost.height, .width = cost.width, .fields = {cost}, .labels = {labels}};
      Call call(rig, {&in, 1});
      rig.queue->reserve(call.shape());
      for (const std::uint8_t seed : {std::uint8_t{255}, std::uint8_t{0}}) {
        rig.queue->geodesic_distance(call.input(0), call.labels(0), seed, call.output());
      }
      const Outputs got = call.finish()[0];
      const Grid from_foreground = reference::geodesic_distance(cost, labels, 255);
      const Grid from_background = reference::geodesic_distance(cost, labels, 0);
      EXPECT_LE(max_difference(got[0], from_foreground), 1e-3 * max_abs(from_foreground)) << file.filename();
      EXPECT_LE(max_difference(got[1], from_background), 1e-3 * max_abs(from_background)) << file.filename();
    }
  }
}

}  // namespace
}  // namespace hesscut::test
