#include "host/segment/automatic_markers.hpp"

#include <gtest/gtest.h>

#include "host/segment/prepare.hpp"
#include "host/segment/weights.hpp"
#include "tests/kernels/call.hpp"
#include "tests/kernels/fenced_device.hpp"
#include "tests/segment/checks.hpp"
#include "tools/scenes/scenes.hpp"

namespace hesscut::test {
namespace {

/// A level that holds the colours of some photos of its size.
class Loaded {
 public:
  Loaded(const std::vector<Image>& photos, std::unique_ptr<device::Device> device)
      : rig_(std::move(device)),
        level_(*rig_.device, *rig_.queue,
               {static_cast<int>(photos.size()), photos.front().height, photos.front().width}, Boundary::reflecting) {
    std::vector<kernels::Rgb8> pixels;
    for (const Image& photo : photos) {
      for (std::size_t i = 0; i < photo.pixels.size(); i += 3) {
        pixels.push_back({photo.pixels[i], photo.pixels[i + 1], photo.pixels[i + 2]});
      }
    }
    const auto rgb = rig_.upload(pixels);
    rig_.queue->lab_from_rgb({rgb.data(), level_.shape()}, level_.lab());
    segment::measure_colour_gradient(*rig_.queue, level_);
    rig_.queue->synchronize();
  }

  [[nodiscard]] std::vector<segment::AutomaticMarkers> find() {
    return segment::find_automatic_markers(*rig_.queue, level_);
  }

 private:
  Rig rig_;
  segment::Level level_;
};

std::vector<segment::AutomaticMarkers> markers_of(const std::vector<Image>& photos) {
  return Loaded(photos, std::make_unique<FencedDevice>(device::make_cpu_device(1))).find();
}

/// Share of the pixels with `label` that are product in truth.
double share_in_product(const Image& labels, std::uint8_t label, const Image& truth) {
  double in_product = 0;
  double all = 0;
  for (std::size_t i = 0; i < labels.pixels.size(); ++i) {
    if (labels.pixels[i] != label) continue;
    all += 1;
    in_product += truth.pixels[i] > 127 ? 1 : 0;
  }
  EXPECT_GT(all, 0);
  return all > 0 ? in_product / all : 0;
}

// Measured: 0.905 of the first foreground is product on average (0.32 and 0.61 in the two scenes where something else
// stands out, 0.96 and more in the others), and 0.001 of the first background.
TEST(AutomaticMarkers, PointAtTheProductOfTheScenes) {
  constexpr int width = 160;
  constexpr int height = 120;
  double foreground_in_product = 0;
  double background_in_product = 0;
  for (int i = 0; i < scenes::scene_count; ++i) {
    const scenes::Scene scene = scenes::render(i, width, height);
    const segment::AutomaticMarkers found = markers_of({scene.photo})[0];
    const double share = share_in_product(found.first, foreground, scene.truth);
    foreground_in_product += share / scenes::scene_count;
    background_in_product += share_in_product(found.first, background, scene.truth) / scenes::scene_count;
  }
  EXPECT_GE(foreground_in_product, 0.88);
  EXPECT_LE(background_in_product, 0.01);
}

TEST(AutomaticMarkers, KnowTheFrameAndNothingElse) {
  const DiskPhoto disk = disk_photo(120, 96);
  const segment::AutomaticMarkers found = markers_of({disk.photo})[0];
  EXPECT_EQ(found.known.pixels, segment::frame_as_background(120, 96).pixels);
  EXPECT_EQ(share_of(found.known, foreground), 0);
  for (std::size_t i = 0; i < found.known.pixels.size(); ++i) {
    if (found.known.pixels[i] == background) {
      ASSERT_EQ(found.first.pixels[i], background);
    }
  }
  EXPECT_GT(share_in_product(found.first, foreground, disk.truth), 0.9);
}

TEST(AutomaticMarkers, FavourTheMiddle) {
  const segment::AutomaticMarkers found = markers_of({disk_photo(100, 60).photo})[0];
  ASSERT_EQ(found.prior.size(), 6000);
  for (const float value : found.prior) ASSERT_TRUE(value >= -1 && value <= 1) << value;
  EXPECT_LT(found.prior[30 * 100 + 50], -0.9);
  for (const int corner : {0, 99, 59 * 100, 59 * 100 + 99}) EXPECT_GT(found.prior[corner], 0.9);
}

TEST(AutomaticMarkers, OfAnImageDoNotDependOnItsBatch) {
  const std::vector<Image> photos = {disk_photo(64, 48, 1).photo, Image(64, 48, 3, 77), disk_photo(64, 48, 2).photo};
  const std::vector<segment::AutomaticMarkers> together =
      Loaded(photos, std::make_unique<FencedDevice>(device::make_cpu_device(3))).find();
  for (std::size_t i = 0; i < photos.size(); ++i) {
    const segment::AutomaticMarkers alone = markers_of({photos[i]})[0];
    EXPECT_EQ(together[i].known.pixels, alone.known.pixels);
    EXPECT_EQ(together[i].first.pixels, alone.first.pixels);
    EXPECT_EQ(together[i].prior, alone.prior);
  }
}

TEST(AutomaticMarkers, LeaveBothSidesToLearnFromHoweverSmallThePhoto) {
  for (int side = 5; side <= 24; ++side) {
    for (const Image& photo : {disk_photo(side, side).photo, Image(side, side, 3, 99)}) {
      const segment::AutomaticMarkers found = markers_of({photo})[0];
      EXPECT_GT(share_of(found.first, foreground), 0) << side;
      EXPECT_GT(share_of(found.first, background), 0) << side;
    }
  }
}

TEST(FrameAsBackground, IsAHundredthOfTheShortSide) {
  for (const auto& [width, height, frame] : {std::tuple{512, 384, 3}, {100, 100, 2}, {900, 700, 7}, {9, 40, 2}}) {
    const Image labels = segment::frame_as_background(width, height);
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        const int depth = std::min(std::min(x, width - 1 - x), std::min(y, height - 1 - y));
        ASSERT_EQ(labels.row(y)[x], depth < frame ? background : unmarked) << width << ": " << x << "," << y;
      }
    }
  }
}

}  // namespace
}  // namespace hesscut::test
