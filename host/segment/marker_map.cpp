#include "host/segment/marker_map.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>

#include <hesscut/error.hpp>

namespace hesscut::segment {

namespace {

constexpr auto foreground = static_cast<std::uint8_t>(Label::foreground);
constexpr auto background = static_cast<std::uint8_t>(Label::background);
constexpr auto unmarked = static_cast<std::uint8_t>(Label::unmarked);

[[noreturn]] void refuse(const std::string& message) {
  throw Error(ErrorKind::input, message);
}

std::string place(const Point& point) {
  const auto number = [](double v) { return std::to_string(static_cast<long>(std::lround(v))); };
  return number(point.x) + "," + number(point.y);
}

std::string size_text(int width, int height) {
  return std::to_string(width) + " x " + std::to_string(height);
}

bool has_label(const Markers& markers, Label label) {
  const auto value = static_cast<std::uint8_t>(label);
  return std::any_of(markers.strokes.begin(), markers.strokes.end(),
                     [&](const Stroke& stroke) { return stroke.label == label; }) ||
         std::find(markers.mask.pixels.begin(), markers.mask.pixels.end(), value) != markers.mask.pixels.end();
}

void check_stroke(const Stroke& stroke, int width, int height, const std::optional<Box>& box) {
  const char* name = stroke.label == Label::foreground ? "foreground marker " : "background marker ";
  if (stroke.points.empty()) refuse(std::string(name) + "without points");
  if (!(stroke.radius >= 0)) refuse(std::string(name) + "with a negative radius");
  for (const Point& p : stroke.points) {
    if (!std::isfinite(p.x) || !std::isfinite(p.y)) refuse(std::string(name) + "is not a number");
    if (!(p.x >= -0.5 && p.x < width - 0.5 && p.y >= -0.5 && p.y < height - 0.5)) {
      refuse(name + place(p) + " lies outside the photo (" + size_text(width, height) + ")");
    }
    const bool outside_box = box && (p.x < box->x - 0.5 || p.y < box->y - 0.5 || p.x >= box->x + box->width - 0.5 ||
                                     p.y >= box->y + box->height - 0.5);
    if (stroke.label == Label::foreground && outside_box) {
      refuse(name + place(p) + " contradicts the box: it lies outside");
    }
  }
}

void check_box(const Box& box, int width, int height) {
  if (box.width <= 0 || box.height <= 0) refuse("the box is empty (" + size_text(box.width, box.height) + ")");
  const bool inside = box.x >= 0 && box.y >= 0 && box.width <= width - box.x && box.height <= height - box.y;
  if (!inside) {
    refuse("box " + std::to_string(box.x) + "," + std::to_string(box.y) + "," + std::to_string(box.width) + "," +
           std::to_string(box.height) + " reaches outside the photo (" + size_text(width, height) + ")");
  }
}

void check_mask(const Image& mask, int width, int height) {
  if (mask.channels != 1) refuse("the marker image has " + std::to_string(mask.channels) + " channels instead of 1");
  if (mask.width != width || mask.height != height) {
    refuse("the marker image is " + size_text(mask.width, mask.height) + ", the photo " + size_text(width, height));
  }
  const auto is_label = [](std::uint8_t v) { return v == foreground || v == background || v == unmarked; };
  const auto bad = std::find_if_not(mask.pixels.begin(), mask.pixels.end(), is_label);
  if (bad != mask.pixels.end()) {
    const auto at = bad - mask.pixels.begin();
    refuse("the marker image holds the value " + std::to_string(*bad) + " at " + std::to_string(at % width) + "," +
           std::to_string(at / width) + "; it may hold 0 (background), 128 (unmarked) and 255 (foreground)");
  }
}

/// The grid and the way onto it.
struct Grid {
  double scale_x, scale_y;
  cv::Size size;

  [[nodiscard]] cv::Point2d at(const Point& p) const {
    return {(p.x + 0.5) * scale_x - 0.5, (p.y + 0.5) * scale_y - 0.5};
  }
};

constexpr int subpixel_bits = 4;

cv::Point fixed_point(const cv::Point2d& p) {
  return {static_cast<int>(std::lround(p.x * (1 << subpixel_bits))),
          static_cast<int>(std::lround(p.y * (1 << subpixel_bits)))};
}

/// Draws the pixels within `radius` of the stroke's line, and always those that the line itself passes.
void draw_stroke(const Stroke& stroke, const Grid& grid, double radius, cv::Mat& canvas) {
  for (std::size_t i = 0; i < stroke.points.size(); ++i) {
    const cv::Point2d here = grid.at(stroke.points[i]);
    const cv::Point2d before = grid.at(stroke.points[i == 0 ? 0 : i - 1]);
    const cv::Point pixel(std::clamp(static_cast<int>(std::lround(here.x)), 0, grid.size.width - 1),
                          std::clamp(static_cast<int>(std::lround(here.y)), 0, grid.size.height - 1));
    canvas.at<std::uint8_t>(pixel) = 1;
    if (radius >= 0.5) {
      const int fixed_radius = static_cast<int>(std::lround(radius * (1 << subpixel_bits)));
      cv::circle(canvas, fixed_point(here), fixed_radius, 1, cv::FILLED, cv::LINE_8, subpixel_bits);
    }
    if (i > 0) {
      const int thickness = std::max(1, static_cast<int>(std::lround(2.0 * radius)));
      cv::line(canvas, fixed_point(before), fixed_point(here), 1, thickness, cv::LINE_8, subpixel_bits);
    }
  }
}

/// Everything drawn with one label: with the pen's full width, and the bare lines and points.
struct Drawing {
  cv::Mat wide, core;
};

Drawing draw(const Markers& markers, Label label, const Grid& grid, double default_radius) {
  Drawing drawing{cv::Mat::zeros(grid.size, CV_8U), cv::Mat::zeros(grid.size, CV_8U)};
  const double scale = std::sqrt(grid.scale_x * grid.scale_y);
  for (const Stroke& stroke : markers.strokes) {
    if (stroke.label != label) continue;
    const double radius = (stroke.radius > 0 ? stroke.radius : default_radius) * scale;
    draw_stroke(stroke, grid, radius, drawing.wide);
    draw_stroke(stroke, grid, 0, drawing.core);
  }
  return drawing;
}

/// Pixels of the grid of which at least half carry the label in the marker image; if there is none, those with any.
cv::Mat shrink_mask(const Image& mask, std::uint8_t label, const cv::Size& size) {
  const cv::Mat values(mask.height, mask.width, CV_8U, const_cast<std::uint8_t*>(mask.pixels.data()));
  cv::Mat share;
  cv::resize(values == label, share, size, 0, 0, cv::INTER_AREA);
  const cv::Mat half = share >= 128;
  return cv::countNonZero(half) > 0 ? half : cv::Mat(share > 0);
}

void contradict(const cv::Mat& both, const Grid& grid) {
  std::vector<cv::Point> places;
  cv::findNonZero(both, places);
  if (places.empty()) return;
  refuse("foreground and background markers contradict each other at " +
         place({(places[0].x + 0.5) / grid.scale_x - 0.5, (places[0].y + 0.5) / grid.scale_y - 0.5}));
}

}  // namespace

void check_markers(const Markers& markers, int photo_width, int photo_height) {
  if (markers.box) check_box(*markers.box, photo_width, photo_height);
  for (const Stroke& stroke : markers.strokes) check_stroke(stroke, photo_width, photo_height, markers.box);
  if (!markers.mask.empty()) check_mask(markers.mask, photo_width, photo_height);
}

bool border_is_background(const Markers& markers) {
  if (markers.border_is_background) return *markers.border_is_background;
  return !markers.box && has_label(markers, Label::foreground) && !has_label(markers, Label::background);
}

int border_pixels(int width, int height) {
  return std::max(1, static_cast<int>(std::lround(std::max(width, height) / 256.0)));
}

Image rasterise(const Markers& markers, int photo_width, int photo_height, int width, int height) {
  check_markers(markers, photo_width, photo_height);
  const Grid grid{static_cast<double>(width) / photo_width, static_cast<double>(height) / photo_height,
                  cv::Size(width, height)};
  const double default_radius = 0.008 * std::max(photo_width, photo_height);
  const Drawing fore = draw(markers, Label::foreground, grid, default_radius);
  const Drawing back = draw(markers, Label::background, grid, default_radius);
  contradict(fore.core & back.core, grid);

  cv::Mat is_fore = (fore.wide != 0) & (back.core == 0);
  cv::Mat is_back = (back.wide != 0) & (fore.core == 0);
  if (!markers.mask.empty()) {
    is_fore |= shrink_mask(markers.mask, foreground, grid.size);
    is_back |= shrink_mask(markers.mask, background, grid.size);
  }
  Image labels(width, height, 1, unmarked);
  cv::Mat out(height, width, CV_8U, labels.pixels.data());
  if (border_is_background(markers)) {
    cv::rectangle(out, cv::Rect(0, 0, width, height), background, 2 * border_pixels(width, height) - 1);
  }
  if (markers.box) {
    const auto low = [](double v) { return static_cast<int>(std::floor(v + 1e-9)); };
    const auto high = [](double v) { return static_cast<int>(std::ceil(v - 1e-9)); };
    const Box& b = *markers.box;
    cv::Mat outside(grid.size, CV_8U, cv::Scalar(255));
    outside(cv::Rect(cv::Point(low(b.x * grid.scale_x), low(b.y * grid.scale_y)),
                     cv::Point(std::min(width, high((b.x + b.width) * grid.scale_x)),
                               std::min(height, high((b.y + b.height) * grid.scale_y)))))
        .setTo(0);
    out.setTo(background, outside);
  }
  out.setTo(background, is_back);
  out.setTo(foreground, is_fore);
  out.setTo(unmarked, is_fore & is_back);
  return labels;
}

}  // namespace hesscut::segment
