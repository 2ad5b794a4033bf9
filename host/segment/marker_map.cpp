#include "host/segment/marker_map.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <string>

#include <hesscut/error.hpp>

#include "host/segment/labels.hpp"

namespace hesscut::segment {

namespace {

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
         holds(markers.mask, value);
}

void check_stroke(const Stroke& stroke, int width, int height, const std::optional<Box>& box) {
  if (stroke.label != Label::foreground && stroke.label != Label::background) {
    refuse("a marker that is neither foreground nor background");
  }
  const char* name = stroke.label == Label::foreground ? "foreground marker " : "background marker ";
  if (stroke.points.empty()) refuse(std::string(name) + "without points");
  if (!(stroke.radius >= 0) || std::isinf(stroke.radius)) refuse(std::string(name) + "with a radius that is none");
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
  const auto is_label = [](std::uint8_t v) { return (v == foreground) | (v == background) | (v == unmarked); };
  // All of them by a loop without a branch; where a bad one is matters only when there is one.
  const bool all_are_labels = std::accumulate(mask.pixels.begin(), mask.pixels.end(), true,
                                              [&](bool all, std::uint8_t v) { return all & is_label(v); });
  if (all_are_labels) return;
  const auto bad = std::find_if_not(mask.pixels.begin(), mask.pixels.end(), is_label);
  const auto at = bad - mask.pixels.begin();
  refuse("the marker image holds the value " + std::to_string(*bad) + " at " + std::to_string(at % width) + "," +
         std::to_string(at / width) + "; it may hold 0 (background), 128 (unmarked) and 255 (foreground)");
}

[[noreturn]] void refuse_contradiction(const Point& at) {
  refuse("foreground and background markers contradict each other at " + place(at));
}

/// The point of the line from a to b that is nearest to p.
Point nearest_on(const Point& a, const Point& b, const Point& p) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double square = dx * dx + dy * dy;
  const double t = square > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0, 1.0) : 0.0;
  return {a.x + t * dx, a.y + t * dy};
}

/// Refuses lines from a to b and from c to d that cross, or come closer than half a pixel.
void check_lines(const Point& a, const Point& b, const Point& c, const Point& d) {
  const auto side = [](const Point& p, const Point& q, const Point& r) {
    return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
  };
  const double c_side = side(a, b, c);
  const double d_side = side(a, b, d);
  if (c_side * d_side < 0 && side(c, d, a) * side(c, d, b) < 0) {
    const double t = c_side / (c_side - d_side);
    refuse_contradiction({c.x + t * (d.x - c.x), c.y + t * (d.y - c.y)});
  }
  const auto check_end = [](const Point& from, const Point& to, const Point& end) {
    const Point nearest = nearest_on(from, to, end);
    if (std::hypot(nearest.x - end.x, nearest.y - end.y) < 0.5) refuse_contradiction(end);
  };
  for (const Point& end : {c, d}) check_end(a, b, end);
  for (const Point& end : {a, b}) check_end(c, d, end);
}

/// Refuses strokes of different labels whose lines cross; that their pens overlap is no contradiction.
void check_strokes_against_each_other(const Stroke& fore, const Stroke& back) {
  for (std::size_t i = 0; i < fore.points.size(); ++i) {
    for (std::size_t j = 0; j < back.points.size(); ++j) {
      check_lines(fore.points[i == 0 ? 0 : i - 1], fore.points[i], back.points[j == 0 ? 0 : j - 1], back.points[j]);
    }
  }
}

/// Refuses a stroke whose line runs through the other label of the marker image.
void check_stroke_against_mask(const Stroke& stroke, const Image& mask) {
  const std::uint8_t other = stroke.label == Label::foreground ? background : foreground;
  const auto pixel_at = [](const Point& p) {
    return cv::Point(static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y)));
  };
  for (std::size_t i = 0; i < stroke.points.size(); ++i) {
    cv::LineIterator line(cv::Rect(0, 0, mask.width, mask.height), pixel_at(stroke.points[i == 0 ? 0 : i - 1]),
                          pixel_at(stroke.points[i]));
    for (int k = 0; k < line.count; ++k, ++line) {
      const cv::Point at = line.pos();
      if (mask.row(at.y)[at.x] == other) refuse_contradiction({static_cast<double>(at.x), static_cast<double>(at.y)});
    }
  }
}

void check_mask_against_box(const Image& mask, const Box& box) {
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < mask.width; ++x) {
      const bool inside = x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
      if (!inside && mask.row(y)[x] == foreground) {
        refuse("foreground of the marker image at " + std::to_string(x) + "," + std::to_string(y) +
               " contradicts the box: it lies outside");
      }
    }
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

/// Marks the pixels whose centre lies within `radius` of the line from a to b.
void draw_line(const cv::Point2d& a, const cv::Point2d& b, double radius, cv::Mat& canvas) {
  const auto first = [radius](double p, double q) { return std::floor(std::max(0.0, std::min(p, q) - radius)); };
  const auto last = [radius](double p, double q, int size) {
    return std::ceil(std::min(size - 1.0, std::max(p, q) + radius));
  };
  const cv::Point2d along = b - a;
  const double square = along.dot(along);
  for (int y = static_cast<int>(first(a.y, b.y)); y <= last(a.y, b.y, canvas.rows); ++y) {
    for (int x = static_cast<int>(first(a.x, b.x)); x <= last(a.x, b.x, canvas.cols); ++x) {
      const cv::Point2d from = cv::Point2d(x, y) - a;
      const double t = square > 0 ? std::clamp(from.dot(along) / square, 0.0, 1.0) : 0.0;
      if (cv::norm(from - t * along) <= radius) canvas.at<std::uint8_t>(y, x) = 1;
    }
  }
}

/// Draws the pixels within `radius` of the stroke's line, and always those that the line itself passes.
void draw_stroke(const Stroke& stroke, const Grid& grid, double radius, cv::Mat& canvas) {
  const auto nearest = [&](const cv::Point2d& p) {
    return cv::Point(std::clamp(static_cast<int>(std::lround(p.x)), 0, grid.size.width - 1),
                     std::clamp(static_cast<int>(std::lround(p.y)), 0, grid.size.height - 1));
  };
  for (std::size_t i = 0; i < stroke.points.size(); ++i) {
    const cv::Point2d here = grid.at(stroke.points[i]);
    const cv::Point2d before = grid.at(stroke.points[i == 0 ? 0 : i - 1]);
    cv::line(canvas, nearest(before), nearest(here), 1);
    if (radius > 0) draw_line(before, here, radius, canvas);
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

/// Of each pixel of the grid the share that carries the label in the marker image, in [0, 1].
cv::Mat1f share_of(const Image& mask, std::uint8_t label, const cv::Size& size) {
  const cv::Mat values(mask.height, mask.width, CV_8U, const_cast<std::uint8_t*>(mask.pixels.data()));
  cv::Mat marked = values == label;
  // Bytes tell shares apart as long as few pixels meet in one.
  constexpr double few = 100;
  const bool bytes_do = static_cast<double>(marked.total()) <= few * size.area();
  if (!bytes_do) marked.convertTo(marked, CV_32F);
  cv::Mat share;
  cv::resize(marked, share, size, 0, 0, cv::INTER_AREA);
  share.convertTo(share, CV_32F, 1.0 / 255.0);
  return share;
}

/// Pixels of the grid of which at least half carry the label in the marker image, and those with any of it that have
/// no such neighbour: thin marks survive, broad ones keep their size.
cv::Mat shrink_mask(const Image& mask, std::uint8_t label, const cv::Size& size) {
  if (!holds(mask, label)) return cv::Mat::zeros(size, CV_8U);
  const cv::Mat1f share = share_of(mask, label, size);
  const cv::Mat half = share >= 0.5F - 1e-4F;
  cv::Mat near_half;
  cv::dilate(half, near_half, cv::Mat::ones(3, 3, CV_8U));
  return half | ((share > 1e-6F) & ~near_half);
}

}  // namespace

void check_markers(const Markers& markers, int photo_width, int photo_height) {
  if (markers.box) check_box(*markers.box, photo_width, photo_height);
  for (const Stroke& stroke : markers.strokes) check_stroke(stroke, photo_width, photo_height, markers.box);
  for (const Stroke& fore : markers.strokes) {
    for (const Stroke& back : markers.strokes) {
      if (fore.label == Label::foreground && back.label == Label::background) {
        check_strokes_against_each_other(fore, back);
      }
    }
  }
  if (markers.mask.empty()) return;
  check_mask(markers.mask, photo_width, photo_height);
  for (const Stroke& stroke : markers.strokes) check_stroke_against_mask(stroke, markers.mask);
  if (markers.box) check_mask_against_box(markers.mask, *markers.box);
}

bool border_is_background(const Markers& markers) {
  if (markers.border_is_background) return *markers.border_is_background;
  return !markers.box && has_label(markers, Label::foreground) && !has_label(markers, Label::background);
}

int border_pixels(int width, int height) {
  return std::max(1, static_cast<int>(std::lround(std::max(width, height) / 256.0)));
}

void mark_border(Image& labels, int border) {
  for (int y = 0; y < labels.height; ++y) {
    const bool whole_row = y < border || y >= labels.height - border;
    const int wide = whole_row ? labels.width : std::min(border, labels.width);
    std::fill_n(labels.row(y), wide, background);
    std::fill_n(labels.row(y) + labels.width - wide, wide, background);
  }
}

Image rasterise(const Markers& markers, int photo_width, int photo_height, int width, int height) {
  check_markers(markers, photo_width, photo_height);
  return rasterise_checked(markers, photo_width, photo_height, width, height);
}

Image rasterise_checked(const Markers& markers, int photo_width, int photo_height, int width, int height) {
  const Grid grid{static_cast<double>(width) / photo_width, static_cast<double>(height) / photo_height,
                  cv::Size(width, height)};
  const double default_radius = 0.008 * std::max(photo_width, photo_height);
  const Drawing fore = draw(markers, Label::foreground, grid, default_radius);
  const Drawing back = draw(markers, Label::background, grid, default_radius);
  cv::Mat is_fore = (fore.wide != 0) & (back.core == 0);
  cv::Mat is_back = (back.wide != 0) & (fore.core == 0);
  if (!markers.mask.empty()) {
    is_fore |= shrink_mask(markers.mask, foreground, grid.size);
    is_back |= shrink_mask(markers.mask, background, grid.size);
  }
  Image labels(width, height, 1, unmarked);
  cv::Mat out(height, width, CV_8U, labels.pixels.data());
  if (border_is_background(markers)) mark_border(labels, border_pixels(width, height));
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
