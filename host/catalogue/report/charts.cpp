#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

#include "host/catalogue/report/html.hpp"
#include "host/catalogue/report/parts.hpp"

namespace hesscut::catalogue {
namespace {

// of the drawing, in its own units
constexpr double width = 440, height = 210;
constexpr double left = 44, right = 14, top = 18, bottom = 42;

constexpr LogBins gap_bins{-9, 10, 10};

std::string units(double number) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.1f", number);
  return buffer.data();
}

std::string text_at(double x, double y, const char* anchor, const std::string& text) {
  return "<text x=\"" + units(x) + "\" y=\"" + units(y) + "\" text-anchor=\"" + anchor + "\">" + html::escaped(text) +
         "</text>";
}

/// What a bar is made of, from the bottom up: class of its colour and share of the bar.
using Parts = std::vector<std::pair<std::string, double>>;

/// The frame of a histogram over some of the bins.
class Plot {
 public:
  /// first, last: the bins shown; most: the highest bar.
  Plot(const LogBins& bins, int first, int last, std::uint64_t most)
      : from_(bins.first_decade + static_cast<double>(first) / bins.per_decade),
        to_(bins.first_decade + static_cast<double>(last + 1) / bins.per_decade),
        step_(tick_step(most)),
        top_(step_ * std::max(std::ceil(static_cast<double>(most) / step_), 1.0)) {}

  [[nodiscard]] double x(double value) const {
    return left + (std::log10(value) - from_) / (to_ - from_) * (width - left - right);
  }
  [[nodiscard]] double y(double count) const { return top + (1 - count / top_) * (height - top - bottom); }

  void bar(double lower, double upper, double count, const Parts& parts, const std::string& title) {
    double base = 0;
    body_ += "<g><title>" + html::escaped(title) + "</title>";
    for (const auto& [colour, share] : parts) {
      const double up = base + count * share;
      body_ += "<rect class=\"" + colour + "\" x=\"" + units(x(lower) + 0.5) + "\" y=\"" + units(y(up)) +
               "\" width=\"" + units(std::max(x(upper) - x(lower) - 1, 1.0)) + "\" height=\"" + units(y(base) - y(up)) +
               "\"/>";
      base = up;
    }
    body_ += "</g>";
  }

  void tick(double value, const std::string& label) {
    axes_ += "<path class=\"axis\" d=\"M" + units(x(value)) + " " + units(height - bottom) + "v4\"/>" +
             text_at(x(value), height - bottom + 16, "middle", label);
  }

  void mark(double value, const std::string& label) {
    const bool at_the_right = x(value) > width / 2;
    body_ += "<path class=\"mark\" d=\"M" + units(x(value)) + " " + units(top - 6) + "V" + units(height - bottom) +
             "\"/><g class=\"mark-label\">" +
             text_at(x(value) + (at_the_right ? -5 : 5), top - 6, at_the_right ? "end" : "start", label) + "</g>";
  }

  [[nodiscard]] std::string drawn(const std::string& x_title, const std::string& y_title, const std::string& label) {
    std::string lines;
    for (double count = 0; count <= top_; count += step_) {
      lines += "<path class=\"grid\" d=\"M" + units(left) + " " + units(y(count)) + "H" + units(width - right) +
               "\"/>" + text_at(left - 6, y(count) + 4, "end", html::grouped(static_cast<std::uint64_t>(count)));
    }
    return "<svg viewBox=\"0 0 " + units(width) + " " + units(height) + "\" role=\"img\" aria-label=\"" +
           html::escaped(label) + "\">\n" + lines + body_ + "\n<path class=\"axis\" d=\"M" + units(left) + " " +
           units(height - bottom) + "H" + units(width - right) + "\"/>" + axes_ +
           text_at((left + width - right) / 2, height - 8, "middle", x_title) + text_at(4, top - 6, "start", y_title) +
           "</svg>\n";
  }

 private:
  /// Of 1, 2, 5, 10 ... so that there are at most five.
  static double tick_step(std::uint64_t most) {
    double step = 1;
    for (int i = 0; static_cast<double>(most) / step > 5; ++i) step *= i % 3 == 1 ? 2.5 : 2;
    return step;
  }

  double from_, to_, step_, top_;
  std::string body_, axes_;
};

struct BinRange {
  int first = 0, last = 0;
};

/// Those that hold anything.
std::optional<BinRange> occupied(const std::vector<std::uint64_t>& counts) {
  const auto holds = [](std::uint64_t count) { return count > 0; };
  const auto first = std::ranges::find_if(counts, holds);
  if (first == counts.end()) return std::nullopt;
  const auto last = std::find_if(counts.rbegin(), counts.rend(), holds);
  return BinRange{static_cast<int>(first - counts.begin()), static_cast<int>(counts.rend() - last) - 1};
}

std::string power_of_ten(int exponent) {
  constexpr std::array<const char*, 10> digits = {"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
                                                  "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  if (exponent == 0) return "1";
  return std::string("10") + (exponent < 0 ? "\u207b" : "") + digits.at(static_cast<std::size_t>(std::abs(exponent)));
}

std::string figure(const std::string& title, const std::string& about, const std::string& drawing) {
  return "<figure class=\"chart\">\n<figcaption><h3>" + title + "</h3><p>" + about + "</p></figcaption>\n" + drawing +
         "</figure>\n";
}

std::string gap_words(std::vector<double> known, double tolerance) {
  const auto met = std::ranges::count_if(known, [&](double gap) { return gap <= tolerance; });
  const double share = static_cast<double>(met) / static_cast<double>(known.size());
  const std::string median = "Median " + html::brief(quantiles(std::move(known)).median);
  if (!(tolerance > 0)) return median + ".";
  return median + "; " + html::percent(share) + " of the products within the tolerance of " + html::brief(tolerance) +
         ".";
}

/// Where 1, 2 and 5 stand among the ten bins of a decade, near enough.
bool is_tick_bin(int bin) {
  const int place = (bin % 10 + 10) % 10;
  return place == 0 || place == 3 || place == 7;
}

/// The stages with a colour of their own: the largest ones, in the order of the pipeline.
std::vector<const StageTotal*> shown_stages(const Statistics& statistics, double total) {
  constexpr std::size_t colours = 7;
  constexpr double least_share = 0.015;
  std::vector<const StageTotal*> stages;
  for (const StageTotal& stage : statistics.stages()) {
    if (stage.milliseconds >= least_share * total) stages.push_back(&stage);
  }
  std::vector<double> sizes;
  for (const StageTotal* stage : stages) sizes.push_back(stage->milliseconds);
  std::ranges::sort(sizes, std::ranges::greater{});
  if (sizes.size() > colours) {
    std::erase_if(stages, [&](const StageTotal* stage) { return stage->milliseconds <= sizes[colours]; });
  }
  return stages;
}

std::string stage_colour(std::size_t index) {
  return "stage-" + std::to_string(index);
}

/// How the time of the items of a bin, or of all, is divided.
template <typename Milliseconds>
Parts divided(const std::vector<const StageTotal*>& shown, double total, Milliseconds&& milliseconds) {
  Parts parts;
  double rest = 1;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const double share = total > 0 ? milliseconds(*shown[i]) / total : 0;
    parts.emplace_back(stage_colour(i), share);
    rest -= share;
  }
  if (rest > 1e-9) parts.emplace_back("stage-other", rest);
  return parts;
}

std::string legend(const std::vector<const StageTotal*>& shown, const Parts& parts, double mean_ms) {
  std::string list = "<ul class=\"legend\">";
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& [colour, share] = parts[i];
    list += "<li><span class=\"swatch " + colour + "\"></span>" +
            (i < shown.size() ? html::escaped(shown[i]->name) : std::string("other")) + " <b>" +
            html::duration(share * mean_ms / 1000) + "</b> " + html::percent(share) + "</li>";
  }
  return list + "</ul>\n";
}

}  // namespace

std::string gap_chart(std::span<const double> gaps, double tolerance) {
  std::vector<double> known;
  std::vector<std::uint64_t> counts(static_cast<std::size_t>(gap_bins.size()));
  for (const double gap : gaps) {
    if (std::isnan(gap)) continue;
    known.push_back(gap);
    ++counts[static_cast<std::size_t>(gap_bins.index(gap))];
  }
  auto range = occupied(counts);
  if (!range) return figure("Relative gap", "No product has been solved.", "");
  if (tolerance > 0) {
    range->first = std::min(range->first, gap_bins.index(tolerance));
    range->last = std::max(range->last, gap_bins.index(tolerance) + 1);
  }
  const int first = range->first / gap_bins.per_decade * gap_bins.per_decade;
  const int last = std::min((range->last / gap_bins.per_decade + 1) * gap_bins.per_decade, gap_bins.size()) - 1;
  Plot plot(gap_bins, first, last, *std::ranges::max_element(counts));
  for (int i = first; i <= last; ++i) {
    const std::uint64_t count = counts[static_cast<std::size_t>(i)];
    if (count == 0) continue;
    const std::string from = i == 0 ? "at most " : html::brief(gap_bins.edge(i)) + " to ";
    plot.bar(gap_bins.edge(i), gap_bins.edge(i + 1), static_cast<double>(count), {{"plain-bar", 1}},
             from + html::brief(gap_bins.edge(i + 1)) + ": " + html::grouped(count));
  }
  for (int i = first; i <= last + 1; i += gap_bins.per_decade) {
    plot.tick(gap_bins.edge(i),
              (i == 0 ? "\u2264 " : "") + power_of_ten(gap_bins.first_decade + i / gap_bins.per_decade));
  }
  if (tolerance > gap_bins.edge(0)) plot.mark(tolerance, "tolerance " + html::brief(tolerance));
  const std::string about = gap_words(std::move(known), tolerance);
  return figure("Relative gap", about, plot.drawn("relative duality gap", "products", "Relative gaps. " + about));
}

std::string time_chart(const Statistics& statistics) {
  constexpr const LogBins& bins = Statistics::time_bins;
  const std::string title = "Time per item";
  const std::vector<std::uint64_t>& counts = statistics.items_by_time();
  const auto range = occupied(counts);
  if (!range) return figure(title, "No item is done.", "");
  int first = range->first;
  int last = range->last + 1;
  while (first > 0 && !is_tick_bin(first)) --first;
  while (last < bins.size() && !is_tick_bin(last)) ++last;

  double total = 0;
  for (const StageTotal& stage : statistics.stages()) total += stage.milliseconds;
  const std::vector<const StageTotal*> shown = shown_stages(statistics, total);
  Plot plot(bins, first, last - 1, *std::ranges::max_element(counts));
  for (int i = first; i < last; ++i) {
    const auto bin = static_cast<std::size_t>(i);
    if (counts[bin] == 0) continue;
    double bin_total = 0;
    for (const StageTotal& stage : statistics.stages()) bin_total += stage.by_bin[bin];
    plot.bar(bins.edge(i), bins.edge(i + 1), static_cast<double>(counts[bin]),
             divided(shown, bin_total, [&](const StageTotal& stage) { return stage.by_bin[bin]; }),
             html::duration(bins.edge(i) / 1000) + " to " + html::duration(bins.edge(i + 1) / 1000) + ": " +
                 html::grouped(counts[bin]));
  }
  const bool wide = last - first > 2 * bins.per_decade;
  for (int i = first; i <= last; ++i) {
    if (wide ? i % bins.per_decade != 0 : !is_tick_bin(i)) continue;
    constexpr std::array<double, 10> place = {1, 0, 0, 2, 0, 0, 0, 5, 0, 0};
    const double ms = place.at(static_cast<std::size_t>(i % 10)) * bins.edge(i / 10 * 10);
    plot.tick(ms, ms < 999.5 ? html::brief(ms) + " ms" : html::brief(ms / 1000) + " s");
  }
  const Quantiles q = quantiles(statistics.milliseconds());
  const std::string about = "Median " + html::duration(q.median / 1000) + ", 95% within " +
                            html::duration(q.high / 1000) + "; each bar divided by stage as its items\u2019 time is.";
  const double mean = total / static_cast<double>(std::max<std::uint64_t>(statistics.items(ItemStatus::done), 1));
  return figure(title, about,
                plot.drawn("time of an item", "items", "Times of items. " + about) +
                    legend(shown, divided(shown, total, [](const StageTotal& s) { return s.milliseconds; }), mean));
}

}  // namespace hesscut::catalogue
