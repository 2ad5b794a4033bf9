#include "tools/hesscut/evaluate/click_table.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>

#include "tools/hesscut/evaluate/table_cells.hpp"

namespace hesscut::evaluate {
namespace {

constexpr std::array shares{0.85, 0.90, 0.95};
constexpr std::array shown_clicks{1, 2, 3, 5, 10, 15, 20};

std::optional<double> mean_of(std::span<const double> values) {
  if (values.empty()) return std::nullopt;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// The mean of those that there are; none of none.
class Mean {
 public:
  void add(std::optional<double> value) {
    if (!value) return;
    sum_ += *value;
    ++count_;
  }
  [[nodiscard]] std::optional<double> value() const {
    if (count_ == 0) return std::nullopt;
    return sum_ / count_;
  }

 private:
  double sum_ = 0;
  int count_ = 0;
};

/// The figures of a photo, or their means.
struct Figures {
  std::string image;
  std::array<double, shares.size()> clicks{};
  std::array<double, shares.size()> reached{};  ///< 0 or 1, or the share of the photos
  std::optional<double> first_ms, further_ms, gap;
  std::vector<double> iou;
};

Figures figures_of(const ClickRow& row) {
  Figures figures{row.image, {}, {}, std::nullopt, std::nullopt, row.gap, row.iou};
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const std::optional<int> clicks = row.clicks_to(shares[i]);
    figures.clicks[i] = clicks.value_or(static_cast<int>(row.iou.size()));
    figures.reached[i] = clicks ? 1 : 0;
  }
  if (!row.ms.empty()) {
    figures.first_ms = row.ms.front();
    figures.further_ms = mean_of(std::span(row.ms).subspan(1));
  }
  return figures;
}

Figures mean_of(const std::vector<Figures>& all) {
  Figures mean{"mean", {}, {}, std::nullopt, std::nullopt, std::nullopt, {}};
  Mean first_ms;
  Mean further_ms;
  Mean gap;
  mean.iou.assign(all.empty() ? 0 : all.front().iou.size(), 0.0);
  const auto n = static_cast<double>(all.size());
  for (const Figures& one : all) {
    for (std::size_t i = 0; i < shares.size(); ++i) {
      mean.clicks[i] += one.clicks[i] / n;
      mean.reached[i] += one.reached[i] / n;
    }
    for (std::size_t k = 0; k < mean.iou.size(); ++k) mean.iou[k] += one.iou[k] / n;
    first_ms.add(one.first_ms);
    further_ms.add(one.further_ms);
    gap.add(one.gap);
  }
  mean.first_ms = first_ms.value();
  mean.further_ms = further_ms.value();
  mean.gap = gap.value();
  return mean;
}

std::vector<Figures> figures_of(const std::vector<ClickRow>& rows) {
  std::vector<Figures> all;
  all.reserve(rows.size());
  for (const ClickRow& row : rows) all.push_back(figures_of(row));
  return all;
}

std::string csv_row(const Figures& f, int click_decimals) {
  std::string row = csv_field(f.image);
  for (const double clicks : f.clicks) row += ',' + number(clicks, click_decimals);
  for (const double reached : f.reached) row += ',' + number(reached, click_decimals);
  row += ',' + (f.first_ms ? number(*f.first_ms, 2) : "") + ',' + (f.further_ms ? number(*f.further_ms, 2) : "");
  row += ',' + (f.gap ? scientific(*f.gap) : "");
  for (const double iou : f.iou) row += ',' + number(iou, 6);
  return row + '\n';
}

bool is_shown(std::size_t click, std::size_t clicks) {
  return click == clicks || std::ranges::find(shown_clicks, static_cast<int>(click)) != shown_clicks.end();
}

std::string text_header(std::size_t name_width, std::size_t clicks) {
  std::string line = "image" + std::string(name_width - 5, ' ');
  for (const double share : shares) line += padded("to " + number(100 * share, 0) + "%", 8);
  for (std::size_t k = 1; k <= clicks; ++k) {
    if (is_shown(k, clicks)) line += padded("iou " + std::to_string(k), 8);
  }
  return line + padded("gap", 12) + padded("ms first", 11) + padded("further", 9) + '\n';
}

/// decimals: of the clicks; a photo's are whole, and ">N" where the share is not reached.
std::string text_row(const Figures& f, std::size_t name_width, int decimals) {
  std::string line = f.image + std::string(name_width - f.image.size(), ' ');
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const bool missed = decimals == 0 && f.reached[i] == 0;
    line += padded((missed ? ">" : "") + number(f.clicks[i], decimals), 8);
  }
  for (std::size_t k = 1; k <= f.iou.size(); ++k) {
    if (is_shown(k, f.iou.size())) line += padded(number(f.iou[k - 1], 4), 8);
  }
  line += padded(f.gap ? scientific(*f.gap) : "-", 12);
  line += padded(f.first_ms ? number(*f.first_ms, 1) : "-", 11);
  return line + padded(f.further_ms ? number(*f.further_ms, 1) : "-", 9) + '\n';
}

/// How many photos never came to each share.
std::string missed_row(const std::vector<Figures>& all, std::size_t name_width) {
  std::string line = "missed" + std::string(name_width - 6, ' ');
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const auto missed = std::ranges::count_if(all, [i](const Figures& f) { return f.reached[i] == 0; });
    line += padded(std::to_string(missed), 8);
  }
  return line + '\n';
}

}  // namespace

std::string to_csv(const std::vector<ClickRow>& rows) {
  const std::vector<Figures> all = figures_of(rows);
  const Figures mean = mean_of(all);
  std::string csv = "image,clicks85,clicks90,clicks95,reached85,reached90,reached95,ms_first,ms_further,gap";
  for (std::size_t k = 1; k <= mean.iou.size(); ++k) csv += ",iou" + std::to_string(k);
  csv += '\n';
  for (const Figures& figures : all) csv += csv_row(figures, 0);
  return csv + csv_row(mean, 4);
}

std::string to_text(const std::vector<ClickRow>& rows) {
  const std::vector<Figures> all = figures_of(rows);
  const Figures mean = mean_of(all);
  std::size_t name_width = 6;
  for (const ClickRow& row : rows) name_width = std::max(name_width, row.image.size());
  std::string text = text_header(name_width, mean.iou.size());
  for (const Figures& figures : all) text += text_row(figures, name_width, 0);
  text += text_row(mean, name_width, 2) + missed_row(all, name_width);
  text += "mean iou after each click:";
  for (const double iou : mean.iou) text += ' ' + number(iou, 4);
  return text + '\n';
}

}  // namespace hesscut::evaluate
