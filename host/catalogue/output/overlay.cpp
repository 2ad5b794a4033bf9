#include "host/catalogue/output/overlay.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <hesscut/markers.hpp>
#include <opencv2/imgproc.hpp>

#include "host/catalogue/output/matrix.hpp"

namespace hesscut::catalogue {
namespace {

struct Paint {
  cv::Vec3d colour;  // red green blue
  double share;      // 0 leaves the photo, 1 covers it
};

constexpr double reference_side = 1024;
const Paint product_tint{{40, 120, 255}, 0.22};
const Paint outline{{255, 140, 0}, 1.0};
const Paint known_product{{40, 220, 80}, 0.65};
const Paint known_background{{235, 40, 40}, 0.35};
const Paint ring{{255, 255, 255}, 0.9};

void apply(cv::Mat3b& picture, const cv::Mat1b& area, const Paint& paint) {
  std::array<std::array<std::uint8_t, 256>, 3> painted{};
  for (int c = 0; c < 3; ++c) {
    for (int value = 0; value < 256; ++value) {
      painted[c][value] = cv::saturate_cast<std::uint8_t>(value + paint.share * (paint.colour[c] - value));
    }
  }
  for (int y = 0; y < picture.rows; ++y) {
    cv::Vec3b* const pixels = picture[y];
    const std::uint8_t* const inside = area[y];
    for (int x = 0; x < picture.cols; ++x) {
      for (int c = 0; c < 3 && inside[x] != 0; ++c) pixels[x][c] = painted[c][pixels[x][c]];
    }
  }
}

cv::Mat1b where(const cv::Mat1b& labels, Label label) {
  cv::Mat1b found;
  cv::compare(labels, static_cast<double>(label), found, cv::CMP_EQ);
  return found;
}

/// Both sides of the border of an area, `width` pixels in all.
cv::Mat1b border_of(const cv::Mat1b& area, int width) {
  cv::Mat1b border;
  cv::morphologyEx(area, border, cv::MORPH_GRADIENT,
                   cv::getStructuringElement(cv::MORPH_ELLIPSE, {width + 1, width + 1}));
  return border;
}

}  // namespace

Image draw_overlay(const Image& photo, const Cutout& cutout) {
  Image overlay = photo;
  cv::Mat3b picture(overlay.height, overlay.width, reinterpret_cast<cv::Vec3b*>(overlay.pixels.data()));
  const double scale = std::max(overlay.width, overlay.height) / reference_side;
  const int width = std::max(2, static_cast<int>(std::lround(2 * scale)));
  const cv::Mat1b mask = matrix_of(cutout.mask);
  apply(picture, mask, product_tint);
  if (!cutout.markers.empty()) {
    cv::Mat1b labels;
    cv::resize(matrix_of(cutout.markers), labels, picture.size(), 0, 0, cv::INTER_NEAREST);
    const cv::Mat1b foreground = where(labels, Label::foreground);
    apply(picture, where(labels, Label::background), known_background);
    apply(picture, foreground, known_product);
    apply(picture, border_of(foreground, std::max(1, width / 2)), ring);
  }
  apply(picture, border_of(mask, width), outline);
  return overlay;
}

}  // namespace hesscut::catalogue
