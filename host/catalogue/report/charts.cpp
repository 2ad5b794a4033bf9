#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>
#include <utility>
#include <vector>

#include "host/catalogue/report/html.hpp"
#include "host/catalogue/report/parts.hpp"
#include "host/catalogue/report/plot.hpp"

namespace hesscut::catalogue {
namespace {

constexpr LogBins gap_bins{-9, 10, 10};

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

/// As text beside a tick: 1e-5, 0.02, 1.
std::string share_words(double share) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%g", share);
  return share < 0.0095 ? html::brief(share) : buffer.data();
}

std::string time_words(double ms) {
  return ms < 999.5 ? html::brief(ms) + " ms" : html::brief(ms / 1000) + " s";
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
Plot::Parts divided(const std::vector<const StageTotal*>& shown, double total, Milliseconds&& milliseconds) {
  Plot::Parts parts;
  double rest = 1;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const double share = total > 0 ? milliseconds(*shown[i]) / total : 0;
    parts.emplace_back(stage_colour(i), share);
    rest -= share;
  }
  if (rest > 1e-9) parts.emplace_back("stage-other", rest);
  return parts;
}

std::string legend(const std::vector<const StageTotal*>& shown, const Plot::Parts& parts, double mean_ms) {
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
    range->last = std::max(range->last, gap_bins.index(tolerance));
  }
  const int first = range->first / gap_bins.per_decade * gap_bins.per_decade;
  const int last = std::min((range->last / gap_bins.per_decade + 1) * gap_bins.per_decade, gap_bins.size()) - 1;
  Plot plot(gap_bins, first, last, *std::ranges::max_element(counts));
  for (int i = first; i <= last; ++i) {
    const std::uint64_t count = counts[static_cast<std::size_t>(i)];
    if (count == 0) continue;
    const std::string from = i == 0 ? "at most " : html::brief(gap_bins.edge(i)) + " to ";
    plot.bar(i, count, {{"plain-bar", 1}}, from + html::brief(gap_bins.edge(i + 1)));
  }
  plot.ticks(share_words);
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
    plot.bar(i, counts[bin], divided(shown, bin_total, [&](const StageTotal& stage) { return stage.by_bin[bin]; }),
             html::duration(bins.edge(i) / 1000) + " to " + html::duration(bins.edge(i + 1) / 1000));
  }
  plot.ticks(time_words);
  const Quantiles q = quantiles(statistics.milliseconds());
  const std::string about = "Median " + html::duration(q.median / 1000) + ", 95% within " +
                            html::duration(q.high / 1000) + "; each bar divided by stage as its items\u2019 time is.";
  const double mean = total / static_cast<double>(std::max<std::uint64_t>(statistics.items(ItemStatus::done), 1));
  return figure(title, about,
                plot.drawn("time of an item", "items", "Times of items. " + about) +
                    legend(shown, divided(shown, total, [](const StageTotal& s) { return s.milliseconds; }), mean));
}

}  // namespace hesscut::catalogue
