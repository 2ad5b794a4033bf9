#include "host/catalogue/output/flags.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <opencv2/imgproc.hpp>

#include "host/catalogue/output/matrix.hpp"
#include "host/catalogue/output/tight_box.hpp"
#include "host/image/shrink.hpp"
#include "kernels/formulas/colour.hpp"

namespace hesscut::catalogue {
namespace {

constexpr int small_side = 512;
constexpr double small_share = 0.01;
constexpr double large_share = 0.9;
constexpr double border_share = 0.02;
constexpr int second_part = 2;  // at least one in so many of the first

/// Some of the pixels, as they are: of photo and mask the same ones, and in next to no time.
cv::Mat sampled(const Image& image) {
  const image::Extent size = image::fitted({image.width, image.height}, small_side);
  cv::Mat small;
  cv::resize(matrix_of(image), small, {size.width, size.height}, 0, 0, cv::INTER_NEAREST);
  return small;
}

/// How much of the photo's border is product, 0..1.
double border_covered(const Image& mask) {
  const int columns = mask.width;
  const int rows = mask.height;
  std::int64_t pixels = 0;
  std::int64_t product = 0;
  const auto look_at = [&](int x, int y) {
    ++pixels;
    product += mask.row(y)[x] != 0 ? 1 : 0;
  };
  for (int x = 0; x < columns; ++x) {
    look_at(x, 0);
    if (rows > 1) look_at(x, rows - 1);
  }
  for (int y = 1; y < rows - 1; ++y) {
    look_at(0, y);
    if (columns > 1) look_at(columns - 1, y);
  }
  return static_cast<double>(product) / static_cast<double>(pixels);
}

bool has_several_parts(const cv::Mat& mask) {
  cv::Mat labels;
  cv::Mat numbers;
  cv::Mat centres;
  const int parts = cv::connectedComponentsWithStats(mask, labels, numbers, centres);
  std::vector<int> areas;
  for (int part = 1; part < parts; ++part) areas.push_back(numbers.at<int>(part, cv::CC_STAT_AREA));
  std::sort(areas.rbegin(), areas.rend());
  return areas.size() > 1 && areas[1] * second_part >= areas[0];
}

/// Of a tile of the photo: the colours next to the contour on either side.
struct Sides {
  cv::Vec3d inside{};
  cv::Vec3d outside{};
  int inside_count = 0;
  int outside_count = 0;
};

/// 255 on the pixels near the contour within an area, but not on the nearest, where both colours are mixed.
cv::Mat1b band_within(const cv::Mat& area) {
  constexpr int nearest = 2;
  constexpr int band = 3;
  cv::Mat1b near;
  cv::Mat1b far;
  cv::erode(area, near, {}, {-1, -1}, nearest);
  cv::erode(near, far, {}, {-1, -1}, band);
  near.setTo(0, far);
  return near;
}

/// Of a stored colour, 0..255 each.
formulas::Lab lab_of(const cv::Vec3d& colour) {
  std::array<float, 3> linear{};
  for (int c = 0; c < 3; ++c) linear[c] = formulas::srgb_to_linear(static_cast<float>(colour[c] / 255));
  return formulas::lab_from_linear(linear[0], linear[1], linear[2]);
}

double lab_distance(const cv::Vec3d& one, const cv::Vec3d& other) {
  const formulas::Lab first = lab_of(one);
  const formulas::Lab second = lab_of(other);
  return 100 * std::hypot(first.l - second.l, first.a - second.a, first.b - second.b);
}

}  // namespace

double contour_contrast(const Image& photo, const Image& mask) {
  constexpr int tile = 32;
  constexpr int fewest = 10;  // pixels of either side, for their mean to mean anything
  const cv::Mat3b colours = sampled(photo);
  cv::Mat1b area;
  cv::compare(sampled(mask), 0, area, cv::CMP_NE);
  const cv::Mat1b inner = band_within(area);
  const cv::Mat1b outer = band_within(cv::Mat(~area));
  const int columns = (area.cols + tile - 1) / tile;
  std::vector<Sides> tiles(static_cast<std::size_t>(columns) * ((area.rows + tile - 1) / tile));
  for (int y = 0; y < area.rows; ++y) {
    for (int x = 0; x < area.cols; ++x) {
      Sides& sides = tiles[static_cast<std::size_t>(y / tile) * columns + x / tile];
      if (inner(y, x) != 0) {
        sides.inside += cv::Vec3d(colours(y, x));
        ++sides.inside_count;
      } else if (outer(y, x) != 0) {
        sides.outside += cv::Vec3d(colours(y, x));
        ++sides.outside_count;
      }
    }
  }
  double sum = 0;
  double weight = 0;
  for (const Sides& sides : tiles) {
    const int count = std::min(sides.inside_count, sides.outside_count);
    if (count < fewest) continue;
    sum += count * lab_distance(sides.inside / sides.inside_count, sides.outside / sides.outside_count);
    weight += count;
  }
  return weight > 0 ? sum / weight : 100;
}

std::vector<std::string> flags_of(const Image& photo, const Cutout& cutout, const TightBox& box) {
  std::vector<std::string> flags;
  const auto raise = [&flags](bool raised, std::string_view name) {
    if (raised) flags.emplace_back(name);
  };
  const bool empty = box.width == 0;
  const Image& mask = cutout.mask;
  raise(empty, flag_empty);
  if (!empty) {
    const double share = static_cast<double>(product_pixels(mask)) / static_cast<double>(mask.pixels.size());
    raise(share < small_share, flag_area_small);
    raise(share > large_share, flag_area_large);
    raise(border_covered(mask) > border_share, flag_touches_border);
    raise(contour_contrast(photo, mask) < least_contrast, flag_low_contrast);
  }
  raise(cutout.status == Status::iteration_limit, flag_gap_not_met);
  if (!empty) raise(has_several_parts(sampled(mask)), flag_several_parts);
  raise(cutout.prior_unsure, flag_prior_unsure);
  return flags;
}

}  // namespace hesscut::catalogue
