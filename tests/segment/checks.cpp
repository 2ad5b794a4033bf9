#include "tests/segment/checks.hpp"

#include <algorithm>
#include <cmath>

namespace hesscut::test {

testing::AssertionResult refuses(const std::function<void()>& call, ErrorKind kind,
                                 std::initializer_list<std::string_view> words) {
  try {
    call();
  } catch (const Error& error) {
    const std::string message = error.what();
    if (error.kind() != kind) return testing::AssertionFailure() << "an error of another kind: " << message;
    if (message.empty() || message.find_first_of("\r\n") != std::string::npos) {
      return testing::AssertionFailure() << "not one line: '" << message << "'";
    }
    for (const std::string_view word : words) {
      if (message.find(word) == std::string::npos) {
        return testing::AssertionFailure() << "'" << message << "' does not say '" << word << "'";
      }
    }
    return testing::AssertionSuccess() << message;
  }
  return testing::AssertionFailure() << "no error";
}

double iou(const Image& mask, const Image& truth) {
  EXPECT_EQ(mask.pixels.size(), truth.pixels.size());
  double both = 0;
  double either = 0;
  for (std::size_t i = 0; i < mask.pixels.size(); ++i) {
    const bool a = mask.pixels[i] > 127;
    const bool b = truth.pixels[i] > 127;
    both += a && b ? 1 : 0;
    either += a || b ? 1 : 0;
  }
  return either > 0 ? both / either : 1;
}

double difference(const Image& a, const Image& b) {
  EXPECT_EQ(a.pixels.size(), b.pixels.size());
  double different = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) different += a.pixels[i] != b.pixels[i] ? 1 : 0;
  return different / static_cast<double>(a.pixels.size());
}

double share_of(const Image& image, std::uint8_t value) {
  const auto count = std::count(image.pixels.begin(), image.pixels.end(), value);
  return static_cast<double>(count) / static_cast<double>(image.pixels.size());
}

void expect_whole(const Cutout& cutout, int width, int height) {
  EXPECT_NE(cutout.status, Status::failed);
  EXPECT_EQ(cutout.error, "");
  for (const Image* image : {&cutout.mask, &cutout.alpha}) {
    ASSERT_EQ(image->width, width);
    ASSERT_EQ(image->height, height);
    ASSERT_EQ(image->channels, 1);
    ASSERT_EQ(image->pixels.size(), static_cast<std::size_t>(width) * height);
  }
  for (std::size_t i = 0; i < cutout.mask.pixels.size(); ++i) {
    ASSERT_EQ(cutout.mask.pixels[i], cutout.alpha.pixels[i] > 127 ? 255 : 0) << "pixel " << i;
  }
  EXPECT_EQ(cutout.markers.width, cutout.working_width);
  EXPECT_EQ(cutout.markers.height, cutout.working_height);
  // Infinite or not a number where something has been divided by nothing.
  for (const double figure : {cutout.gap, cutout.mask_certificate, cutout.energy}) EXPECT_TRUE(std::isfinite(figure));
  EXPECT_GE(cutout.gap, 0);
  // The delivered binary mask is one of those that the lower bound is below: only rounding can turn the sign.
  EXPECT_GE(cutout.mask_certificate, -1e-5);
  for (const double ms : cutout.times.ms) EXPECT_GE(ms, 0);
}

void expect_same(const Cutout& a, const Cutout& b) {
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.error, b.error);
  EXPECT_EQ(a.error_kind, b.error_kind);
  EXPECT_EQ(a.mask.pixels, b.mask.pixels);
  EXPECT_EQ(a.alpha.pixels, b.alpha.pixels);
  EXPECT_EQ(a.markers.pixels, b.markers.pixels);
  EXPECT_EQ(a.mask.width, b.mask.width);
  EXPECT_EQ(a.iterations, b.iterations);
  EXPECT_EQ(a.coarse_iterations, b.coarse_iterations);
  EXPECT_EQ(a.gap, b.gap);
  EXPECT_EQ(a.mask_certificate, b.mask_certificate);
  EXPECT_EQ(a.energy, b.energy);
  EXPECT_EQ(a.working_width, b.working_width);
  EXPECT_EQ(a.working_height, b.working_height);
  EXPECT_EQ(a.automatic_markers, b.automatic_markers);
}

DiskPhoto disk_photo(int width, int height, std::uint64_t seed) {
  Random random(seed);
  const double side = std::min(width, height);
  DiskPhoto disk{Image(width, height, 3), Image(width, height, 1), 0.5 * (width - 1) + random.uniform(-0.1, 0.1) * side,
                 0.5 * (height - 1) + random.uniform(-0.1, 0.1) * side, random.uniform(0.22, 0.3) * side};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool inside = std::hypot(x - disk.x, y - disk.y) <= disk.radius;
      const double stripe = static_cast<int>(8.0 * y / side + 4.0 * x / side) % 2 == 0 ? 20 : -20;
      const double shade = 40.0 * x / width - 25.0 * y / height;
      const double ground[] = {120 + shade, 125 + shade, 130 + shade};
      const double product[] = {150 + stripe, 45 - stripe, 40 + 0.5 * stripe};
      for (int c = 0; c < 3; ++c) {
        const double value = (inside ? product[c] : ground[c]) + random.uniform(-9, 9);
        disk.photo.row(y)[3 * x + c] = static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0));
      }
      disk.truth.row(y)[x] = inside ? 255 : 0;
    }
  }
  return disk;
}

Markers point_in(const DiskPhoto& disk) {
  Markers markers;
  markers.add_point(Label::foreground, {disk.x, disk.y}, 0.5 * disk.radius);
  return markers;
}

Markers box_around(const DiskPhoto& disk) {
  const int margin = 2 + static_cast<int>(0.1 * disk.radius);
  const int left = std::max(0, static_cast<int>(disk.x - disk.radius) - margin);
  const int top = std::max(0, static_cast<int>(disk.y - disk.radius) - margin);
  const int right = std::min(disk.photo.width, static_cast<int>(disk.x + disk.radius) + margin);
  const int bottom = std::min(disk.photo.height, static_cast<int>(disk.y + disk.radius) + margin);
  Markers markers;
  markers.box = Box{left, top, right - left, bottom - top};
  return markers;
}

Markers all_marked(int width, int height, std::uint8_t value) {
  Markers markers;
  markers.mask = Image(width, height, 1, value);
  return markers;
}

SegmenterOptions one_thread(Preset preset) {
  return one_thread(preset_parameters(preset));
}

SegmenterOptions one_thread(const Parameters& parameters) {
  return {"cpu", 1, parameters};
}

}  // namespace hesscut::test
