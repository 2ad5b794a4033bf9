#include "host/catalogue/report/plot.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "host/catalogue/report/html.hpp"

namespace hesscut::catalogue {
namespace {

// of the drawing, in its own units
constexpr double width = 440, height = 216;
constexpr double left = 40, right = 18, top = 30, bottom = 42;
constexpr double floor_line = height - bottom;

std::string units(double number) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.1f", number);
  return buffer.data();
}

std::string text_at(double x, double y, const char* anchor, const std::string& text) {
  return "<text x=\"" + units(x) + "\" y=\"" + units(y) + "\" text-anchor=\"" + anchor + "\">" + html::escaped(text) +
         "</text>";
}

std::string path(const char* kind, const std::string& way) {
  return std::string("<path class=\"") + kind + "\" d=\"" + way + "\"/>";
}

/// Of 1, 2, 5, 10 ..., so that there are at most five.
double line_step(std::uint64_t most) {
  double step = 1;
  for (int i = 0; static_cast<double>(most) / step > 5; ++i) step *= i % 3 == 1 ? 2.5 : 2;
  return step;
}

/// 20, 15k, 2.5M.
std::string axis_count(double count) {
  if (count >= 1e6) return html::brief(count / 1e6) + "M";
  if (count >= 1e4) return html::brief(count / 1e3) + "k";
  return std::to_string(std::lround(count));
}

}  // namespace

Plot::Plot(const LogBins& bins, int first, int last, std::uint64_t most)
    : bins_(bins),
      first_(first),
      last_(last),
      step_(line_step(most)),
      top_(step_ * std::max(std::ceil(static_cast<double>(most) / step_), 1.0)) {}

double Plot::x(double value) const {
  const double place = (std::log10(value) - bins_.first_decade) * bins_.per_decade - first_;
  return left + place / (last_ + 1 - first_) * (width - left - right);
}

double Plot::y(double count) const {
  return top + (1 - count / top_) * (floor_line - top);
}

void Plot::bar(int bin, std::uint64_t count, const Parts& parts, const std::string& words) {
  const double from = x(bins_.edge(bin));
  const double wide = std::max(x(bins_.edge(bin + 1)) - from - 1, 1.0);
  double base = 0;
  body_ += "<g><title>" + html::escaped(words + ": " + html::grouped(count)) + "</title>";
  for (const auto& [colour, share] : parts) {
    const double up = base + static_cast<double>(count) * share;
    body_ += "<rect class=\"" + colour + "\" x=\"" + units(from + 0.5) + "\" y=\"" + units(y(up)) + "\" width=\"" +
             units(wide) + "\" height=\"" + units(y(base) - y(up)) + "\"/>";
    base = up;
  }
  body_ += "</g>\n";
}

void Plot::ticks(const std::function<std::string(double)>& words) {
  const bool room = last_ + 1 - first_ <= 2 * bins_.per_decade;
  for (int decade = 0; decade <= bins_.decades; ++decade) {
    for (const double factor : {1.0, 2.0, 5.0}) {
      const double value = factor * std::pow(10.0, bins_.first_decade + decade);
      const double at = x(value);
      if (at < left - 1 || at > width - right + 1 || (factor > 1 && !room)) continue;
      ticks_ += path("axis", "M" + units(at) + " " + units(floor_line) + "v4") +
                text_at(at, floor_line + 16, "middle", words(value));
    }
  }
}

void Plot::mark(double value, const std::string& words) {
  const bool at_the_right = x(value) > width / 2;
  body_ += path("mark", "M" + units(x(value)) + " " + units(top - 8) + "V" + units(floor_line)) +
           "<g class=\"mark-label\">" +
           text_at(x(value) + (at_the_right ? -5 : 5), top - 5, at_the_right ? "end" : "start", words) + "</g>\n";
}

std::string Plot::drawn(const std::string& x_title, const std::string& y_title, const std::string& label) const {
  std::string lines;
  for (int i = 0; i <= std::lround(top_ / step_); ++i) {
    const double count = i * step_;
    lines += path("grid", "M" + units(left) + " " + units(y(count)) + "H" + units(width - right)) +
             text_at(left - 6, y(count) + 4, "end", axis_count(count));
  }
  return "<svg viewBox=\"0 0 " + units(width) + " " + units(height) + R"(" role="img" aria-label=")" +
         html::escaped(label) + "\">\n" + lines + "\n" + body_ +
         path("axis", "M" + units(left) + " " + units(floor_line) + "H" + units(width - right)) + ticks_ +
         text_at((left + width - right) / 2, height - 7, "middle", x_title) + text_at(2, 11, "start", y_title) +
         "</svg>\n";
}

}  // namespace hesscut::catalogue
