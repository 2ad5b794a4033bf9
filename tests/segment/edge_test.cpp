#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tests/segment/checks.hpp"

/// The edge at the photo's own resolution, and the soft alpha around it.

namespace hesscut::test {
namespace {

cv::Mat matrix(Image& image) {
  return {image.height, image.width, CV_8UC(image.channels), image.pixels.data()};
}

Image scaled(Image image, int width, int height, int interpolation) {
  Image out(width, height, image.channels);
  cv::Mat target = matrix(out);
  cv::resize(matrix(image), target, target.size(), 0, 0, interpolation);
  return out;
}

/// Pixels of the mask with a 4-neighbour of the other value.
std::vector<Point> boundary_of(const Image& mask) {
  std::vector<Point> points;
  for (int y = 1; y + 1 < mask.height; ++y) {
    for (int x = 1; x + 1 < mask.width; ++x) {
      const std::uint8_t* row = mask.row(y);
      const bool inner =
          row[x - 1] == 255 && row[x + 1] == 255 && mask.row(y - 1)[x] == 255 && mask.row(y + 1)[x] == 255;
      if (row[x] == 255 && !inner) points.push_back({static_cast<double>(x), static_cast<double>(y)});
    }
  }
  return points;
}

/// An even disk on an even ground, its edge antialiased, with a little noise.
struct EvenDisk {
  Image photo;
  double x, y, radius;

  EvenDisk(int side, double x_, double y_, double radius_, int noise)
      : photo(side, side, 3), x(x_), y(y_), radius(radius_) {
    Random random(7);
    const double ground[] = {90, 100, 110};
    const double product[] = {230, 200, 60};
    for (int row = 0; row < side; ++row) {
      for (int column = 0; column < side; ++column) {
        const double share = std::clamp(radius - std::hypot(column - x, row - y) + 0.5, 0.0, 1.0);
        for (int c = 0; c < 3; ++c) {
          const double value = share * product[c] + (1 - share) * ground[c] + random.uniform(-noise, noise);
          photo.row(row)[3 * column + c] = static_cast<std::uint8_t>(std::lround(std::clamp(value, 0.0, 255.0)));
        }
      }
    }
  }
  [[nodiscard]] Markers markers() const {
    Markers out;
    out.add_point(Label::foreground, {x, y}, radius / 2);
    return out;
  }
};

/// Distances of the mask's boundary from the true circle.
struct EdgeError {
  double mean = 0, largest = 0;

  EdgeError(const Image& mask, const EvenDisk& disk) {
    const std::vector<Point> points = boundary_of(mask);
    EXPECT_GT(points.size(), 4 * disk.radius) << "no circle";
    for (const Point& p : points) {
      // The boundary runs along the outer side of its pixels.
      const double distance = std::abs(std::hypot(p.x - disk.x, p.y - disk.y) + 0.5 - disk.radius);
      mean += distance / static_cast<double>(points.size());
      largest = std::max(largest, distance);
    }
  }
};

// Solved at an eighth of the photo's size: a mask that is only blown up has steps of eight pixels.
TEST(Edge, IsFoundInThePhotosOwnPixels) {
  for (const int noise : {0, 6}) {
    const EvenDisk disk(2048, 1013.3, 1040.7, 611.9, noise);
    SegmenterOptions options = one_thread();
    options.parameters.working_side = 256;
    Segmenter segmenter(options);
    const Cutout cutout = segmenter.cut(disk.photo.view(), disk.markers());
    EXPECT_EQ(cutout.working_width, 256);
    const EdgeError error(cutout.mask, disk);
    EXPECT_LT(error.mean, 0.5);     // measured 0.24
    EXPECT_LT(error.largest, 1.5);  // measured 0.6
    // The same mask blown up from the working grid, to show what is measured.
    Image small = scaled(cutout.mask, 256, 256, cv::INTER_AREA);
    for (std::uint8_t& v : small.pixels) v = v > 127 ? 255 : 0;
    const EdgeError blown(scaled(small, 2048, 2048, cv::INTER_NEAREST), disk);
    EXPECT_GT(blown.mean, 1.5);
    EXPECT_GT(blown.largest, 4);
  }
}

TEST(Edge, OfAPhotoFourTimesAsLargeIsTheSame) {
  for (const std::uint64_t seed : {1, 2, 3}) {
    const DiskPhoto disk = disk_photo(320, 240, seed);
    SegmenterOptions options = one_thread();
    options.parameters.working_side = 320;
    Segmenter segmenter(options);
    const Cutout small = segmenter.cut(disk.photo.view(), point_in(disk));
    const Image large_photo = scaled(disk.photo, 1280, 960, cv::INTER_CUBIC);
    Markers markers;
    markers.add_point(Label::foreground, {4 * disk.x + 1.5, 4 * disk.y + 1.5}, 2 * disk.radius);
    const Cutout large = segmenter.cut(large_photo.view(), markers);
    EXPECT_EQ(large.working_width, 320);
    Image want = scaled(small.alpha, 1280, 960, cv::INTER_CUBIC);
    for (std::uint8_t& v : want.pixels) v = v > 127 ? 255 : 0;
    EXPECT_GT(iou(large.mask, want), 0.995);  // measured 0.9997
  }
}

/// Distance of each pixel to the nearest boundary pixel of the mask.
cv::Mat1f distance_to_edge(const Image& mask) {
  cv::Mat1b others(mask.height, mask.width, std::uint8_t{255});
  for (const Point& p : boundary_of(mask)) others(static_cast<int>(p.y), static_cast<int>(p.x)) = 0;
  cv::Mat1f distance;
  cv::distanceTransform(others, distance, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  return distance;
}

// The band has two working pixels on both sides of the working mask's edge, and interpolation reaches one further. The
// delivered edge may lie anywhere in it.
TEST(Alpha, EqualsTheMaskOutsideAThinBand) {
  for (const int side : {400, 1600}) {
    const EvenDisk disk(side, 0.52 * side, 0.47 * side, 0.31 * side, 4);
    const Cutout cutout = Segmenter(one_thread()).cut(disk.photo.view(), disk.markers());
    expect_whole(cutout, side, side);
    const double scale = static_cast<double>(side) / cutout.working_width;
    const cv::Mat1f distance = distance_to_edge(cutout.mask);
    double soft = 0;
    for (int y = 0; y < side; ++y) {
      for (int x = 0; x < side; ++x) {
        const std::uint8_t alpha = cutout.alpha.row(y)[x];
        if (alpha == 0 || alpha == 255) continue;
        soft += 1;
        ASSERT_LE(distance(y, x), 6 * scale) << x << "," << y;
      }
    }
    // The breadth of the soft band, all along the edge: the edge itself is one pixel wide.
    const double breadth = soft / (2 * 3.14159265 * disk.radius);
    EXPECT_GT(breadth, 0.25) << side;  // measured 0.49 and 0.50
    EXPECT_LT(breadth, 3) << side;
  }
}

// Where the photo's own edge is soft over some pixels, alpha is nearer to the true coverage than the mask is.
TEST(Alpha, FollowsASoftEdge) {
  constexpr double softness = 1.5;
  for (const int side : {400, 1200}) {
    EvenDisk disk(side, 0.5 * side, 0.475 * side, 0.3 * side, 3);
    cv::Mat target = matrix(disk.photo);
    cv::GaussianBlur(target, target, {0, 0}, softness);
    SegmenterOptions options = one_thread();
    options.parameters.working_side = 400;
    const Cutout cutout = Segmenter(options).cut(disk.photo.view(), disk.markers());
    double alpha_error = 0;
    double mask_error = 0;
    for (int y = 0; y < side; ++y) {
      for (int x = 0; x < side; ++x) {
        const double outside = std::hypot(x - disk.x, y - disk.y) - disk.radius;
        const double coverage = 0.5 * std::erfc(outside / softness / std::sqrt(2.0));
        alpha_error += std::abs(cutout.alpha.row(y)[x] / 255.0 - coverage);
        mask_error += std::abs(cutout.mask.row(y)[x] / 255.0 - coverage);
        if (std::abs(outside) > 8 * side / 400.0) {
          ASSERT_EQ(cutout.alpha.row(y)[x], outside < 0 ? 255 : 0) << x << "," << y;
        }
      }
    }
    EXPECT_LT(alpha_error, 0.8 * mask_error) << side;  // measured 0.71 and 0.63
  }
}

// A product that leaves the photo has no edge there.
TEST(Alpha, IsWholeWhereTheProductLeavesThePhoto) {
  const EvenDisk disk(300, 150, 290, 110, 4);
  Markers markers = disk.markers();
  markers.strokes[0].points = {{150, 260}};
  markers.strokes[0].radius = 10;
  markers.add_point(Label::background, {150, 40}, 10);
  const Cutout cutout = Segmenter(one_thread()).cut(disk.photo.view(), markers);
  for (int x = 60; x < 240; ++x) ASSERT_EQ(cutout.alpha.row(299)[x], 255) << x;
}

}  // namespace
}  // namespace hesscut::test
