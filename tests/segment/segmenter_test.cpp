#include <gtest/gtest.h>

#include <optional>

#include "tests/segment/checks.hpp"

/// One photo in, one cut-out out: what comes back, whatever the photo's form, and what is refused.

namespace hesscut::test {
namespace {

TEST(Segmenter, ResultHasThePhotosSizeAndTellsOfTheSolve) {
  Segmenter segmenter(one_thread());
  for (const auto& [width, height, working_width, working_height] :
       {std::tuple{160, 120, 160, 120}, {1200, 900, 512, 384}, {90, 300, 90, 300}}) {
    const DiskPhoto disk = disk_photo(width, height);
    const Cutout cutout = segmenter.cut(disk.photo.view(), point_in(disk));
    expect_whole(cutout, width, height);
    EXPECT_EQ(cutout.status, Status::solved);
    EXPECT_EQ(cutout.working_width, working_width);
    EXPECT_EQ(cutout.working_height, working_height);
    EXPECT_LE(cutout.gap, 1e-3);
    EXPECT_GT(cutout.iterations, 0);
    EXPECT_GT(cutout.coarse_iterations, 0);
    EXPECT_FALSE(cutout.automatic_markers);
    EXPECT_GT(share_of(cutout.markers, foreground), 0);
    EXPECT_GT(share_of(cutout.markers, background), 0);
    EXPECT_GT(cutout.times[Stage::solve], 0);
    EXPECT_NEAR(cutout.times.total(), std::accumulate(cutout.times.ms.begin(), cutout.times.ms.end(), 0.0), 1e-9);
    EXPECT_GT(iou(cutout.mask, disk.truth), 0.97) << width;
  }
}

TEST(Segmenter, EveryKindOfMarkerFindsTheDisk) {
  Segmenter segmenter(one_thread());
  const DiskPhoto disk = disk_photo(320, 240);
  Markers mask;
  mask.mask = Image(320, 240, 1, unmarked);
  for (int x = static_cast<int>(disk.x) - 15; x < disk.x + 15; ++x) {
    mask.mask.row(static_cast<int>(disk.y))[x] = foreground;
    mask.mask.row(3)[x] = background;
  }
  Markers strokes;
  strokes.strokes.push_back({Label::foreground, {{disk.x - 20, disk.y}, {disk.x, disk.y + 20}}, 3});
  strokes.strokes.push_back({Label::background, {{10, 10}, {310, 10}, {310, 230}}, 3});
  for (const Markers& markers : {point_in(disk), box_around(disk), mask, strokes, Markers()}) {
    const Cutout cutout = segmenter.cut(disk.photo.view(), markers);
    expect_whole(cutout, 320, 240);
    EXPECT_EQ(cutout.automatic_markers, markers.empty());
    EXPECT_EQ(cutout.status, Status::solved);
    EXPECT_GT(iou(cutout.mask, disk.truth), 0.97);
  }
}

// What is marked is obeyed, even against all colours; only the band of the soft edge is free.
TEST(Segmenter, ObeysTheMarkers) {
  Segmenter segmenter(one_thread());
  const DiskPhoto disk = disk_photo(240, 180);
  Markers markers = point_in(disk);
  markers.strokes.push_back({Label::background, {{disk.x, disk.y - 0.8 * disk.radius}}, 8});
  markers.strokes.push_back({Label::foreground, {{20, 20}, {60, 20}}, 8});
  const Cutout cutout = segmenter.cut(disk.photo.view(), markers);
  EXPECT_EQ(cutout.mask.row(static_cast<int>(disk.y - 0.8 * disk.radius))[static_cast<int>(disk.x)], 0);
  for (int x = 20; x <= 60; ++x) EXPECT_EQ(cutout.mask.row(20)[x], 255) << x;
}

/// The same pixels in other forms must give the same cut-out.
class PhotoForms : public testing::Test {
 protected:
  void expect_like_rgb(const ImageView& view) const {
    Segmenter segmenter(one_thread());
    const Markers markers = point_in(disk);
    expect_same(segmenter.cut(view, markers), segmenter.cut(rgb.view(), markers));
  }

  DiskPhoto disk = disk_photo(150, 100);
  Image rgb = disk.photo;
};

TEST_F(PhotoForms, Strided) {
  const std::size_t stride = rgb.row_bytes() + 37;
  std::vector<std::uint8_t> padded(stride * 100, 0xEE);
  for (int y = 0; y < 100; ++y) std::copy_n(rgb.row(y), rgb.row_bytes(), padded.data() + y * stride);
  expect_like_rgb({padded.data(), 150, 100, 3, static_cast<std::ptrdiff_t>(stride)});
}

TEST_F(PhotoForms, WindowOfALargerPhoto) {
  Image large(400, 300, 3, 17);
  for (int y = 0; y < 100; ++y) std::copy_n(rgb.row(y), rgb.row_bytes(), large.row(y + 90) + 3 * 70);
  expect_like_rgb({large.row(90) + 3 * 70, 150, 100, 3, static_cast<std::ptrdiff_t>(large.row_bytes())});
}

TEST_F(PhotoForms, OpaqueAlpha) {
  Image rgba(150, 100, 4, 255);
  for (std::size_t i = 0; i < 15000; ++i) std::copy_n(&rgb.pixels[3 * i], 3, &rgba.pixels[4 * i]);
  expect_like_rgb(rgba.view());
}

TEST_F(PhotoForms, ClearPixelsAreWhiteWhateverIsBelow) {
  Image rgba(150, 100, 4, 255);
  for (std::size_t i = 0; i < 15000; ++i) {
    std::copy_n(&rgb.pixels[3 * i], 3, &rgba.pixels[4 * i]);
    if (i % 150 >= 20) continue;
    rgba.pixels[4 * i + 3] = 0;
    std::fill_n(&rgb.pixels[3 * i], 3, std::uint8_t{255});
  }
  expect_like_rgb(rgba.view());
}

TEST_F(PhotoForms, Grey) {
  Image grey(150, 100, 1);
  for (std::size_t i = 0; i < 15000; ++i) {
    grey.pixels[i] = rgb.pixels[3 * i];
    std::fill_n(&rgb.pixels[3 * i], 3, grey.pixels[i]);
  }
  expect_like_rgb(grey.view());
}

TEST(Segmenter, RefusesByThrowing) {
  Segmenter segmenter(one_thread());
  const DiskPhoto disk = disk_photo(64, 48);
  const auto cut = [&](const ImageView& view, const Markers& markers) {
    return [&segmenter, view, markers] { (void)segmenter.cut(view, markers); };
  };
  EXPECT_TRUE(refuses(cut({}, {}), ErrorKind::input, {"photo"}));
  ImageView two_channels = disk.photo.view();
  two_channels.channels = 2;
  EXPECT_TRUE(refuses(cut(two_channels, {}), ErrorKind::input, {"2 channels"}));
  Markers outside;
  outside.add_point(Label::foreground, {64, 5});
  EXPECT_TRUE(refuses(cut(disk.photo.view(), outside), ErrorKind::input, {"64,5", "64 x 48"}));
  Markers torn = point_in(disk);
  torn.add_point(Label::background, {disk.x, disk.y});
  EXPECT_TRUE(refuses(cut(disk.photo.view(), torn), ErrorKind::input, {"contradict"}));
  // And is as good as before.
  EXPECT_GT(iou(segmenter.cut(disk.photo.view(), point_in(disk)).mask, disk.truth), 0.9);
}

TEST(Segmenter, DevicesHaveNames) {
  EXPECT_TRUE(refuses([] { const Segmenter segmenter({"gpu", 1, {}}); }, ErrorKind::usage, {"'gpu'", "cpu"}));
  EXPECT_NE(Segmenter(one_thread()).device_description(), "");
  EXPECT_NE(Segmenter().device_description(), "");
  bool has_cpu = false;
  for (const DeviceReport& report : device_reports()) {
    has_cpu = has_cpu || (report.name == "cpu" && report.usable);
    EXPECT_NE(report.detail, "");
  }
  EXPECT_TRUE(has_cpu);
}

TEST(Segmenter, KeepsItsOptions) {
  SegmenterOptions options = one_thread(Preset::rci);
  options.parameters.lambda = 7;
  const Segmenter segmenter(options);
  EXPECT_EQ(segmenter.options().parameters.lambda, 7);
  EXPECT_EQ(segmenter.options().parameters.weights, Weights::rci);
  EXPECT_EQ(segmenter.options().threads, 1);
  EXPECT_EQ(segmenter.options().device, "cpu");
}

TEST(Segmenter, WorksOnAfterAMove) {
  const DiskPhoto disk = disk_photo(100, 80);
  Segmenter first(one_thread());
  const Cutout want = first.cut(disk.photo.view(), point_in(disk));
  Segmenter second(std::move(first));
  expect_same(second.cut(disk.photo.view(), point_in(disk)), want);
  Segmenter third(one_thread(Preset::tv));
  (void)third.cut(disk.photo.view(), point_in(disk));
  third = std::move(second);
  expect_same(third.cut(disk.photo.view(), point_in(disk)), want);
  EXPECT_EQ(third.options().parameters.data, DataTerm::histogram);
}

// Memory taken for one photo does not hold five.
TEST(Segmenter, BatchesGrowAndShrink) {
  const DiskPhoto disk = disk_photo(120, 90, 3);
  Segmenter segmenter(one_thread());
  const Cutout want = segmenter.cut(disk.photo.view(), point_in(disk));
  for (const std::size_t batch : {5UL, 2UL, 9UL, 1UL}) {
    const std::vector<Cutout> cutouts = segmenter.cut(std::vector<Job>(batch, {disk.photo.view(), point_in(disk)}));
    ASSERT_EQ(cutouts.size(), batch);
    for (const Cutout& cutout : cutouts) expect_same(cutout, want);
  }
}

// What was cut before must leave no trace: neither other shapes nor larger batches nor other kinds of markers.
TEST(Segmenter, EveryCutIsLikeTheFirst) {
  const DiskPhoto disk = disk_photo(120, 90, 3);
  const Cutout want = Segmenter(one_thread()).cut(disk.photo.view(), point_in(disk));
  const Cutout want_unmarked = Segmenter(one_thread()).cut(disk.photo.view());
  Segmenter segmenter(one_thread());
  for (int round = 0; round < 3; ++round) {
    for (const int width : {120, 64, 90, 33, 48, 10}) {
      const DiskPhoto other = disk_photo(width, 90, width + round);
      (void)segmenter.cut(other.photo.view(), box_around(other));
      (void)segmenter.cut(other.photo.view());
    }
    const std::vector<Job> jobs(3, {disk.photo.view(), point_in(disk)});
    for (const Cutout& cutout : segmenter.cut(jobs)) expect_same(cutout, want);
    expect_same(segmenter.cut(disk.photo.view(), point_in(disk)), want);
    expect_same(segmenter.cut(disk.photo.view()), want_unmarked);
  }
}

}  // namespace
}  // namespace hesscut::test
