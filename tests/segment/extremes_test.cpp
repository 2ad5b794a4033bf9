#include <gtest/gtest.h>

#include "tests/segment/checks.hpp"

/// Photos and markers with nothing in them: a right result or a plain error, never a number that is none.

namespace hesscut::test {
namespace {

class Extremes : public testing::TestWithParam<Preset> {
 protected:
  Segmenter segmenter{one_thread(GetParam())};
};

INSTANTIATE_TEST_SUITE_P(Presets, Extremes, testing::ValuesIn(all_presets().begin(), all_presets().end()),
                         [](const auto& test) { return std::string(preset_name(test.param)); });

/// Markers of every kind that fit any photo.
std::vector<Markers> usual_markers(int width, int height) {
  Markers point;
  point.add_point(Label::foreground, {width / 2.0 - 0.5, height / 2.0 - 0.5});
  Markers two = point;
  two.border_is_background = false;
  if (width * height > 1) two.add_point(Label::background, {0, 0}, 0.1);
  if (width < 3 && height < 3) two.strokes.resize(1);  // both points would share a pixel
  Markers box;
  box.box = Box{width / 4, height / 4, (width + 1) / 2, (height + 1) / 2};
  Markers no_border = point;
  no_border.border_is_background = false;
  return {Markers(), point, two, box, no_border};
}

/// The published penalties of some presets are slow where the data say nothing: there the limit of the iterations may
/// come first. What is reported must make sense all the same: gaps are relative to a mean |r| of 1e-4 at least.
void expect_usable(const Cutout& cutout, int width, int height, Preset preset) {
  expect_whole(cutout, width, height);
  if (preset == Preset::product) {
    EXPECT_NE(cutout.status, Status::iteration_limit);
  }
  EXPECT_LE(cutout.gap, cutout.status == Status::solved ? 1e-3 : 100.0);
}

TEST_P(Extremes, SizesOfAFewPixels) {
  for (int height = 1; height <= 9; ++height) {
    for (int width = 1; width <= 9; ++width) {
      const DiskPhoto disk = disk_photo(width, height);
      for (const Markers& markers : usual_markers(width, height)) {
        SCOPED_TRACE(testing::Message() << width << " x " << height << ", strokes " << markers.strokes.size()
                                        << (markers.box ? ", box" : ""));
        expect_usable(segmenter.cut(disk.photo.view(), markers), width, height, GetParam());
      }
    }
  }
}

TEST_P(Extremes, SizesAroundTheFirstCoarserGrid) {
  for (const auto& [width, height] : {std::pair{31, 33}, {32, 32}, {33, 31}, {64, 32}, {35, 47}, {97, 41}}) {
    const DiskPhoto disk = disk_photo(width, height);
    for (const Markers& markers : usual_markers(width, height)) {
      expect_usable(segmenter.cut(disk.photo.view(), markers), width, height, GetParam());
    }
  }
}

TEST_P(Extremes, Strips) {
  for (const auto& [width, height] : {std::pair{1, 5000}, {5000, 1}, {2, 3000}, {3000, 3}, {1200, 7}}) {
    const DiskPhoto disk = disk_photo(width, height);
    for (const Markers& markers : usual_markers(width, height)) {
      SCOPED_TRACE(testing::Message() << width << " x " << height << ", strokes " << markers.strokes.size()
                                      << (markers.box ? ", box" : ""));
      expect_usable(segmenter.cut(disk.photo.view(), markers), width, height, GetParam());
    }
  }
}

TEST_P(Extremes, OneColour) {
  for (const std::uint8_t value : {std::uint8_t{0}, std::uint8_t{127}, std::uint8_t{255}}) {
    const Image photo(72, 60, 3, value);
    for (const Markers& markers : usual_markers(72, 60)) {
      SCOPED_TRACE(testing::Message() << int{value} << ", strokes " << markers.strokes.size()
                                      << (markers.box ? ", box" : ""));
      expect_usable(segmenter.cut(photo.view(), markers), 72, 60, GetParam());
    }
  }
}

// Two colours and no noise: weights and costs jump between their extremes.
TEST_P(Extremes, BlackAndWhite) {
  Image photo(80, 64, 3, 0);
  for (int y = 20; y < 44; ++y) std::fill_n(photo.row(y) + 3 * 24, 3 * 32, std::uint8_t{255});
  for (const Markers& markers : usual_markers(80, 64)) {
    const Cutout cutout = segmenter.cut(photo.view(), markers);
    expect_usable(cutout, 80, 64, GetParam());
  }
}

TEST_P(Extremes, EverythingMarkedIsTheMarkers) {
  const DiskPhoto disk = disk_photo(90, 64);
  for (const std::uint8_t value : {foreground, background}) {
    const Cutout cutout = segmenter.cut(disk.photo.view(), all_marked(90, 64, value));
    expect_whole(cutout, 90, 64);
    EXPECT_EQ(cutout.status, Status::trivial);
    EXPECT_EQ(cutout.iterations, 0);
    EXPECT_EQ(cutout.mask.pixels, Image(90, 64, 1, value).pixels);
    EXPECT_EQ(cutout.alpha.pixels, Image(90, 64, 1, value).pixels);
  }
  Markers both = all_marked(90, 64, background);
  both.mask.pixels = disk.truth.pixels;
  const Cutout cutout = segmenter.cut(disk.photo.view(), both);
  expect_whole(cutout, 90, 64);
  EXPECT_EQ(cutout.status, Status::trivial);
  EXPECT_GT(iou(cutout.mask, disk.truth), 0.97);
}

TEST_P(Extremes, EverythingMarkedButOnePixel) {
  const DiskPhoto disk = disk_photo(60, 50);
  for (const std::uint8_t value : {foreground, background}) {
    for (const auto& [x, y] : {std::pair{30, 25}, {0, 0}, {59, 20}}) {
      Markers markers = all_marked(60, 50, value);
      markers.mask.row(y)[x] = unmarked;
      const Cutout cutout = segmenter.cut(disk.photo.view(), markers);
      SCOPED_TRACE(testing::Message() << int{value} << " but " << x << "," << y);
      expect_usable(cutout, 60, 50, GetParam());
      EXPECT_GE(share_of(cutout.mask, value), 1 - 9.0 / (60 * 50));
    }
  }
  Markers markers;
  markers.mask = disk.truth;
  markers.mask.row(static_cast<int>(disk.y))[static_cast<int>(disk.x)] = unmarked;
  const Cutout cutout = segmenter.cut(disk.photo.view(), markers);
  expect_usable(cutout, 60, 50, GetParam());
  EXPECT_GT(iou(cutout.mask, disk.truth), 0.97);
}

TEST_P(Extremes, ABoxOfOnePixelAndABoxOfTheWholePhoto) {
  const DiskPhoto disk = disk_photo(80, 60);
  for (const Box& box : {Box{40, 30, 1, 1}, Box{0, 0, 80, 60}, Box{0, 0, 80, 59}, Box{79, 59, 1, 1}}) {
    Markers markers;
    markers.box = box;
    SCOPED_TRACE(testing::Message() << box.x << "," << box.y << "," << box.width << "," << box.height);
    const Cutout cutout = segmenter.cut(disk.photo.view(), markers);
    expect_usable(cutout, 80, 60, GetParam());
    EXPECT_LE(share_of(cutout.mask, 255), static_cast<double>((box.width + 8) * (box.height + 8)) / (80 * 60));
  }
}

}  // namespace
}  // namespace hesscut::test
