#include "tools/hesscut/evaluate/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <hesscut/error.hpp>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

namespace hesscut::evaluate {
namespace {

constexpr std::uint8_t ignored = 128;

std::string size_text(const ImageView& image) {
  return std::to_string(image.width) + " x " + std::to_string(image.height);
}

void check_shapes(const ImageView& mask, const ImageView& truth) {
  if (mask.width != truth.width || mask.height != truth.height) {
    throw Error(ErrorKind::input, "the mask has " + size_text(mask) + " pixels, the truth " + size_text(truth));
  }
  if (mask.channels != 1 || truth.channels != 1) throw Error(ErrorKind::input, "masks have one channel");
}

void compare_regions(const ImageView& mask, const ImageView& truth, Metrics& metrics) {
  std::int64_t both = 0;
  std::int64_t in_mask = 0;
  std::int64_t in_truth = 0;
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < mask.width; ++x) {
      const std::uint8_t known = truth.row(y)[x];
      if (known == ignored) continue;
      const bool marked = mask.row(y)[x] == 255;
      in_mask += marked ? 1 : 0;
      in_truth += known > ignored ? 1 : 0;
      both += marked && known > ignored ? 1 : 0;
    }
  }
  const std::int64_t either = in_mask + in_truth - both;
  metrics.iou = either == 0 ? 1 : static_cast<double>(both) / static_cast<double>(either);
  metrics.dsc = either == 0 ? 1 : 2.0 * static_cast<double>(both) / static_cast<double>(in_mask + in_truth);
}

/// 1 inside, 0 outside.
cv::Mat1b inside_of(const ImageView& mask) {
  cv::Mat1b inside(mask.height, mask.width);
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < mask.width; ++x) inside(y, x) = mask.row(y)[x] == 255 ? 1 : 0;
  }
  return inside;
}

/// The truth, with what the mask says where the truth is ignored.
cv::Mat1b inside_of(const ImageView& truth, const cv::Mat1b& mask) {
  cv::Mat1b inside(truth.height, truth.width);
  for (int y = 0; y < truth.height; ++y) {
    for (int x = 0; x < truth.width; ++x) {
      const std::uint8_t known = truth.row(y)[x];
      inside(y, x) = known == ignored ? mask(y, x) : static_cast<std::uint8_t>(known > ignored ? 1 : 0);
    }
  }
  return inside;
}

/// 0 on the boundary and 255 elsewhere, as the distance transform wants it.
cv::Mat1b boundary_of(const cv::Mat1b& inside) {
  cv::Mat1b boundary(inside.size(), 255);
  const auto outside = [&inside](int y, int x) {
    return y >= 0 && y < inside.rows && x >= 0 && x < inside.cols && inside(y, x) == 0;
  };
  for (int y = 0; y < inside.rows; ++y) {
    for (int x = 0; x < inside.cols; ++x) {
      if (inside(y, x) == 0) continue;
      if (outside(y - 1, x) || outside(y + 1, x) || outside(y, x - 1) || outside(y, x + 1)) boundary(y, x) = 0;
    }
  }
  return boundary;
}

/// For every pixel of `from` the distance to the nearest pixel of `to`.
std::vector<float> distances(const cv::Mat1b& from, const cv::Mat1b& to) {
  cv::Mat1f map;
  cv::distanceTransform(to, map, cv::DIST_L2, cv::DIST_MASK_PRECISE);
  std::vector<float> found;
  for (int y = 0; y < from.rows; ++y) {
    for (int x = 0; x < from.cols; ++x) {
      if (from(y, x) == 0) found.push_back(map(y, x));
    }
  }
  return found;
}

double quantile(std::vector<float>& values, double share) {
  std::ranges::sort(values);
  const double place = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return std::lerp(static_cast<double>(values[below]), static_cast<double>(values[above]),
                   place - static_cast<double>(below));
}

double share_within(const std::vector<float>& values, float limit) {
  return static_cast<double>(std::ranges::count_if(values, [limit](float value) { return value <= limit; })) /
         static_cast<double>(values.size());
}

double boundary_f(const std::vector<float>& from_mask, const std::vector<float>& from_truth, float tolerance) {
  const double precision = share_within(from_mask, tolerance);
  const double recall = share_within(from_truth, tolerance);
  return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

void compare_boundaries(const cv::Mat1b& mask, const cv::Mat1b& truth, Metrics& metrics) {
  const cv::Mat1b mask_boundary = boundary_of(mask);
  const cv::Mat1b truth_boundary = boundary_of(truth);
  const auto has_none = [](const cv::Mat1b& boundary) { return cv::countNonZero(boundary == 0) == 0; };
  if (has_none(mask_boundary) || has_none(truth_boundary)) {
    const bool same = cv::countNonZero(mask != truth) == 0;
    metrics.hd = metrics.hd95 = metrics.assd = same ? 0 : std::hypot(mask.cols, mask.rows);
    metrics.bf1 = metrics.bf2 = same ? 1 : 0;
    return;
  }
  std::vector<float> all = distances(mask_boundary, truth_boundary);
  const std::vector<float> from_truth = distances(truth_boundary, mask_boundary);
  metrics.bf1 = boundary_f(all, from_truth, 1);
  metrics.bf2 = boundary_f(all, from_truth, 2);
  all.insert(all.end(), from_truth.begin(), from_truth.end());
  metrics.hd = std::ranges::max(all);
  metrics.hd95 = quantile(all, 0.95);
  metrics.assd = std::accumulate(all.begin(), all.end(), 0.0) / static_cast<double>(all.size());
}

}  // namespace

Metrics compare(const ImageView& mask, const ImageView& truth) {
  check_shapes(mask, truth);
  Metrics metrics;
  compare_regions(mask, truth, metrics);
  const cv::Mat1b inside = inside_of(mask);
  compare_boundaries(inside, inside_of(truth, inside), metrics);
  return metrics;
}

double intersection_over_union(const ImageView& mask, const ImageView& truth) {
  check_shapes(mask, truth);
  Metrics metrics;
  compare_regions(mask, truth, metrics);
  return metrics.iou;
}

}  // namespace hesscut::evaluate
