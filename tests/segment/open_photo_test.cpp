#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "tests/segment/checks.hpp"

/// A photo that is cut again and again: like a fresh cut where it must be, near to it and certified where it goes on.

namespace hesscut::test {
namespace {

/// Points on the disk of a photo and beside it, as somebody sets them one after the other.
class Clicks {
 public:
  explicit Clicks(const DiskPhoto& disk) : disk_(disk) { markers_.border_is_background = true; }

  Clicks& on(double dx, double dy) { return add(Label::foreground, dx, dy); }
  Clicks& off(double dx, double dy) { return add(Label::background, dx, dy); }
  [[nodiscard]] const Markers& markers() const { return markers_; }

 private:
  Clicks& add(Label label, double dx, double dy) {
    markers_.add_point(label, {disk_.x + dx * disk_.radius, disk_.y + dy * disk_.radius}, 3);
    return *this;
  }

  const DiskPhoto& disk_;
  Markers markers_;
};

/// A disk with a dark half: one click finds one of them.
DiskPhoto two_halves(int width, int height) {
  DiskPhoto disk = disk_photo(width, height);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      if (disk.truth.row(y)[x] == 0 || x < disk.x) continue;
      std::uint8_t* pixel = disk.photo.row(y) + static_cast<std::ptrdiff_t>(3) * x;
      pixel[0] = static_cast<std::uint8_t>(pixel[0] / 8);
      pixel[1] = static_cast<std::uint8_t>(pixel[1] / 4 + 60);
      pixel[2] = static_cast<std::uint8_t>(pixel[2] / 8);
    }
  }
  return disk;
}

TEST(OpenPhoto, FirstCutIsThatOfTheSegmenter) {
  const DiskPhoto disk = disk_photo(80, 60);
  for (const Preset preset : all_presets()) {
    SCOPED_TRACE(preset_name(preset));
    Segmenter segmenter(one_thread(preset));
    for (const Markers& markers : {point_in(disk), box_around(disk), Markers(), all_marked(80, 60, foreground)}) {
      expect_same(segmenter.open(disk.photo.view()).cut(markers), segmenter.cut(disk.photo.view(), markers));
    }
  }
}

TEST(OpenPhoto, GoesOnToACertifiedMaskThatIsNearAFreshOne) {
  const DiskPhoto disk = two_halves(320, 240);
  Segmenter segmenter(one_thread());
  OpenPhoto open = segmenter.open(disk.photo.view());
  Clicks clicks(disk);
  const std::vector<std::function<void()>> steps{[&] { clicks.on(-0.5, 0); }, [&] { clicks.on(0.5, 0); },
                                                 [&] { clicks.off(0, -1.4); }, [&] { clicks.on(-0.2, 0.6); }};
  int iterations = 0;
  int fresh_iterations = 0;
  for (const auto& step : steps) {
    step();
    const Cutout cutout = open.cut(clicks.markers());
    const Cutout fresh = segmenter.cut(disk.photo.view(), clicks.markers());
    expect_whole(cutout, 320, 240);
    EXPECT_EQ(cutout.status, Status::solved);
    EXPECT_LE(cutout.gap, 1e-3);
    EXPECT_EQ(cutout.markers.pixels, fresh.markers.pixels);
    if (clicks.markers().strokes.size() == 1) continue;
    EXPECT_LT(difference(cutout.mask, fresh.mask), 0.003) << clicks.markers().strokes.size();
    EXPECT_GT(iou(cutout.mask, disk.truth), 0.97) << clicks.markers().strokes.size();
    iterations += 4 * cutout.iterations + cutout.coarse_iterations;
    fresh_iterations += 4 * fresh.iterations + fresh.coarse_iterations;
  }
  EXPECT_LT(3 * iterations, 2 * fresh_iterations);
}

TEST(OpenPhoto, HearsItsPriorInEveryCut) {
  const DiskPhoto disk = disk_photo(80, 60);
  const Prior prior = Prior::from_bytes(disk.truth.view());
  Segmenter segmenter(one_thread());
  OpenPhoto open = segmenter.open(disk.photo.view(), prior);
  expect_same(open.cut(), segmenter.cut(disk.photo.view(), {}, prior));
  Prior wrong = prior;
  std::reverse(wrong.probability.begin(), wrong.probability.begin() + 80 * 40);
  OpenPhoto mistaken = segmenter.open(disk.photo.view(), wrong);
  Clicks clicks(disk);
  (void)open.cut(clicks.on(0, 0).markers());
  (void)mistaken.cut(clicks.markers());
  EXPECT_NE(open.cut(clicks.off(1.4, 0).markers()).energy, mistaken.cut(clicks.markers()).energy);
  const Prior unsure{1, 1, {0.5F}};
  OpenPhoto without = segmenter.open(disk.photo.view(), unsure);
  EXPECT_TRUE(without.cut().prior_unsure);
  EXPECT_FALSE(without.cut(clicks.markers()).prior_unsure);
  EXPECT_TRUE(refuses(
      [&] {
        (void)segmenter.open(disk.photo.view(), Prior{2, 2, {0.5F}});
      },
      ErrorKind::input, {"prior"}));
}

TEST(OpenPhoto, CertifiesEveryPresetAgain) {
  const DiskPhoto disk = disk_photo(64, 48);
  for (const Preset preset : all_presets()) {
    for (const int levels : {1, 2, 3}) {
      SCOPED_TRACE(testing::Message() << preset_name(preset) << ", levels " << levels);
      Parameters parameters = preset_parameters(preset);
      parameters.levels = levels;
      Segmenter segmenter(one_thread(parameters));
      OpenPhoto open = segmenter.open(disk.photo.view());
      Clicks clicks(disk);
      (void)open.cut(clicks.on(0, 0).markers());
      const Cutout cutout = open.cut(clicks.off(1.4, 0).markers());
      expect_whole(cutout, 64, 48);
      EXPECT_EQ(cutout.status, Status::solved);
      EXPECT_LE(cutout.gap, 1e-3);
      const Cutout fresh = segmenter.cut(disk.photo.view(), clicks.markers());
      EXPECT_LT(difference(cutout.mask, fresh.mask), 0.01);
    }
  }
}

TEST(OpenPhoto, ObeysEveryMarkerAgainstTheMaskSoFar) {
  const DiskPhoto disk = disk_photo(240, 180);
  Segmenter segmenter(one_thread());
  OpenPhoto open = segmenter.open(disk.photo.view());
  Markers markers = point_in(disk);
  (void)open.cut(markers);
  markers.strokes.push_back({Label::background, {{disk.x, disk.y - 0.8 * disk.radius}}, 8});
  (void)open.cut(markers);
  markers.strokes.push_back({Label::foreground, {{20, 20}, {60, 20}}, 8});
  const Cutout cutout = open.cut(markers);
  EXPECT_EQ(cutout.mask.row(static_cast<int>(disk.y - 0.8 * disk.radius))[static_cast<int>(disk.x)], 0);
  for (int x = 20; x <= 60; ++x) EXPECT_EQ(cutout.mask.row(20)[x], 255) << x;
}

TEST(OpenPhoto, FollowsWhatIsKnownInAnyOrder) {
  const DiskPhoto disk = disk_photo(100, 80);
  Segmenter segmenter(one_thread());
  Markers box = box_around(disk);
  Markers box_and_point = box;
  box_and_point.add_point(Label::foreground, {disk.x, disk.y}, 4);
  const std::vector<std::vector<Markers>> orders{
      {Markers(), point_in(disk)}, {Markers(), box, box_and_point},  {box, box_and_point, point_in(disk)},
      {box, Markers(), box},       {point_in(disk), Markers(), box}, {all_marked(100, 80, background), box}};
  for (const std::vector<Markers>& order : orders) {
    OpenPhoto open = segmenter.open(disk.photo.view());
    for (const Markers& markers : order) {
      const Cutout cutout = open.cut(markers);
      expect_whole(cutout, 100, 80);
      EXPECT_EQ(cutout.automatic_markers, markers.empty());
      if (cutout.status == Status::trivial) continue;
      EXPECT_EQ(cutout.status, Status::solved);
      EXPECT_GT(iou(cutout.mask, disk.truth), 0.97);
    }
  }
}

TEST(OpenPhoto, ForgetsAMarkerThatIsTakenBack) {
  const DiskPhoto disk = two_halves(100, 80);
  Segmenter segmenter(one_thread());
  const Clicks one = Clicks(disk).on(-0.5, 0);
  const Clicks two = Clicks(disk).on(-0.5, 0).on(0.5, 0);
  const Clicks other = Clicks(disk).off(-0.5, 0).on(0.5, 0);
  OpenPhoto open = segmenter.open(disk.photo.view());
  const Cutout want = open.cut(one.markers());
  (void)open.cut(two.markers());
  expect_same(open.cut(one.markers()), want);
  expect_same(open.cut(Markers()), segmenter.cut(disk.photo.view()));
  (void)open.cut(two.markers());
  expect_same(open.cut(other.markers()), segmenter.cut(disk.photo.view(), other.markers()));
}

TEST(OpenPhoto, StartsAnewWhereTheMaskWasNoGood) {
  const DiskPhoto disk = disk_photo(160, 120);
  Segmenter segmenter(one_thread());
  OpenPhoto open = segmenter.open(disk.photo.view());
  // A mark in the corner finds next to nothing of the disk.
  Markers markers;
  markers.add_point(Label::foreground, {12, 12}, 3);
  markers.border_is_background = true;
  ASSERT_LT(iou(open.cut(markers).mask, disk.truth), 0.5);
  markers.add_point(Label::foreground, {disk.x, disk.y}, 3);
  expect_same(open.cut(markers), segmenter.cut(disk.photo.view(), markers));
}

TEST(OpenPhoto, KeepsEverythingWhenMarkersAreRefused) {
  const DiskPhoto disk = two_halves(160, 120);
  Segmenter segmenter(one_thread());
  Clicks clicks(disk);
  OpenPhoto disturbed = segmenter.open(disk.photo.view());
  OpenPhoto calm = segmenter.open(disk.photo.view());
  Markers outside;
  outside.add_point(Label::foreground, {160, 5});
  Markers torn = point_in(disk);
  torn.add_point(Label::background, {disk.x, disk.y});
  const auto refuse = [&] {
    EXPECT_TRUE(refuses([&] { (void)disturbed.cut(outside); }, ErrorKind::input, {"160,5", "160 x 120"}));
    EXPECT_TRUE(refuses([&] { (void)disturbed.cut(torn); }, ErrorKind::input, {"contradict"}));
  };
  refuse();
  (void)clicks.on(-0.5, 0);
  expect_same(disturbed.cut(clicks.markers()), calm.cut(clicks.markers()));
  refuse();
  (void)clicks.on(0.5, 0);
  expect_same(disturbed.cut(clicks.markers()), calm.cut(clicks.markers()));
}

TEST(OpenPhoto, IsNotDisturbedByWhatElseIsCut) {
  const DiskPhoto disk = two_halves(160, 120);
  Segmenter segmenter(one_thread());
  Clicks clicks(disk);
  OpenPhoto first = segmenter.open(disk.photo.view());
  OpenPhoto alone = Segmenter(one_thread()).open(disk.photo.view());  // outlives its segmenter
  for (const double dx : {-0.5, 0.5, 0.0}) {
    (void)clicks.on(dx, 0.1);
    const DiskPhoto other = disk_photo(160, 120, 5);
    (void)segmenter.cut(other.photo.view(), point_in(other));
    OpenPhoto second = segmenter.open(other.photo.view());
    (void)second.cut(box_around(other));
    expect_same(first.cut(clicks.markers()), alone.cut(clicks.markers()));
  }
}

TEST(OpenPhoto, HasPixelsOfItsOwn) {
  const DiskPhoto disk = disk_photo(100, 80);
  Segmenter segmenter(one_thread());
  const Cutout want = segmenter.cut(disk.photo.view(), point_in(disk));
  Image rgb = disk.photo;
  Image rgba(100, 80, 4, 255);
  for (std::size_t i = 0; i < 8000; ++i) std::copy_n(&rgb.pixels[3 * i], 3, &rgba.pixels[4 * i]);
  OpenPhoto from_rgb = segmenter.open(rgb.view());
  OpenPhoto from_rgba = segmenter.open(rgba.view());
  std::fill(rgb.pixels.begin(), rgb.pixels.end(), std::uint8_t{9});
  std::fill(rgba.pixels.begin(), rgba.pixels.end(), std::uint8_t{9});
  EXPECT_EQ(from_rgb.width(), 100);
  EXPECT_EQ(from_rgb.height(), 80);
  expect_same(from_rgb.cut(point_in(disk)), want);
  expect_same(from_rgba.cut(point_in(disk)), want);
}

TEST(OpenPhoto, GoesOnAfterAMove) {
  const DiskPhoto disk = two_halves(120, 90);
  Segmenter segmenter(one_thread());
  Clicks clicks(disk);
  (void)clicks.on(-0.5, 0);
  OpenPhoto still = segmenter.open(disk.photo.view());
  OpenPhoto first = segmenter.open(disk.photo.view());
  (void)still.cut(clicks.markers());
  (void)first.cut(clicks.markers());
  (void)clicks.on(0.5, 0);
  OpenPhoto second(std::move(first));
  const Cutout want = still.cut(clicks.markers());
  expect_same(second.cut(clicks.markers()), want);
  OpenPhoto third = segmenter.open(disk_photo(50, 40).photo.view());
  third = segmenter.open(disk.photo.view());
  EXPECT_EQ(third.width(), 120);
}

TEST(OpenPhoto, RefusesWhatIsNoPhoto) {
  Segmenter segmenter(one_thread());
  EXPECT_TRUE(refuses([&] { (void)segmenter.open({}); }, ErrorKind::input, {"photo"}));
  ImageView two_channels = disk_photo(20, 10).photo.view();
  two_channels.channels = 2;
  EXPECT_TRUE(refuses([&] { (void)segmenter.open(two_channels); }, ErrorKind::input, {"2 channels"}));
}

TEST(OpenPhoto, MayBeOfASinglePixel) {
  Segmenter segmenter(one_thread());
  const Image photo(1, 1, 3, 40);
  OpenPhoto open = segmenter.open(photo.view());
  EXPECT_EQ(open.cut().status, Status::trivial);
  EXPECT_EQ(open.cut(all_marked(1, 1, foreground)).mask.pixels[0], 255);
}

}  // namespace
}  // namespace hesscut::test
