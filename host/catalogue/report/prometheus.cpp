#include "host/catalogue/report/prometheus.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string_view>

#include "host/catalogue/text/utf8.hpp"

namespace hesscut::catalogue {
namespace {

/// The shortest text that reads back as the same number.
std::string number_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "+Inf" : "-Inf";
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  return {buffer.data(), end};
}

std::string number_text(std::uint64_t number) {
  return std::to_string(number);
}

std::string escaped(std::string_view value) {
  std::string text;
  for (const char c : valid_utf8(value)) {
    if (c == '\\' || c == '"') text += '\\';
    text += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return text;
}

/// Writes families one after the other, every sample with the labels of the run.
class Exposition {
 public:
  Exposition(const std::string& run, const std::string& shard)
      : labels_("run=\"" + escaped(run) + "\",shard=\"" + escaped(shard) + "\"") {}

  void family(const std::string& name, const char* type, const char* help) {
    name_ = "hesscut_batch_" + name;
    text_ += "# HELP " + name_ + " " + help + "\n# TYPE " + name_ + " " + type + "\n";
  }

  template <typename Number>
  void sample(Number number) {
    text_ += name_ + "{" + labels_ + "} " + number_text(number) + "\n";
  }

  template <typename Number>
  void sample(const char* label, std::string_view value, Number number, const char* ending = "") {
    text_ +=
        name_ + ending + "{" + labels_ + "," + label + "=\"" + escaped(value) + "\"} " + number_text(number) + "\n";
  }

  void histogram(const GapHistogram& histogram) {
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
      below += histogram.counts[i];
      const bool last = i == GapHistogram::bounds.size();
      sample("le", last ? "+Inf" : number_text(GapHistogram::bounds[i]), below, "_bucket");
    }
    text_ += name_ + "_sum{" + labels_ + "} " + number_text(histogram.sum) + "\n";
    text_ += name_ + "_count{" + labels_ + "} " + number_text(below) + "\n";
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string labels_, name_, text_;
};

double seconds_since_1970(const std::string& utc) {
  int year = 0;
  unsigned month = 0, day = 0;
  int hour = 0, minute = 0, second = 0;
  if (std::sscanf(utc.c_str(), "%d-%u-%uT%d:%d:%dZ", &year, &month, &day, &hour, &minute, &second) != 6) return 0;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok()) return 0;
  const auto days = std::chrono::sys_days(date).time_since_epoch();
  return std::chrono::duration<double>(days).count() + 3600.0 * hour + 60.0 * minute + second;
}

}  // namespace

void GapHistogram::add(double gap) {
  if (!std::isfinite(gap)) return;
  const auto* const bound = std::ranges::lower_bound(bounds, gap);
  ++counts.at(static_cast<std::size_t>(bound - bounds.begin()));
  sum += gap;
}

RunMetrics run_metrics(const RunFacts& facts, const Statistics& statistics) {
  RunMetrics metrics;
  metrics.run = facts.name;
  metrics.shard = facts.shard;
  metrics.done = statistics.items(ItemStatus::done);
  metrics.failed = statistics.items(ItemStatus::failed);
  metrics.deferred = statistics.items(ItemStatus::deferred);
  for (const auto& [flag, count] : statistics.flags()) metrics.flags[flag] = count;
  for (const StageTime& stage : facts.times.stages) metrics.stage_seconds.emplace_back(stage.name, stage.busy_seconds);
  metrics.cores_busy = facts.times.cores_busy;
  metrics.images_per_second = images_per_second(facts.times);
  metrics.last_progress = seconds_since_1970(facts.finished);
  metrics.complete = facts.complete;
  for (const double gap : statistics.gaps()) metrics.gap.add(gap);
  return metrics;
}

std::string prometheus_text(const RunMetrics& metrics) {
  Exposition exposition(metrics.run, metrics.shard);
  exposition.family("items_total", "counter", "Items of the run by what has become of them.");
  exposition.sample("status", "done", metrics.done);
  exposition.sample("status", "failed", metrics.failed);
  exposition.sample("status", "deferred", metrics.deferred);
  exposition.family("flags_total", "counter", "Products that people should look at, by flag.");
  for (const auto& [flag, count] : metrics.flags) exposition.sample("flag", flag, count);
  exposition.family("stage_seconds_total", "counter", "Time that threads have worked on a stage.");
  for (const auto& [stage, seconds] : metrics.stage_seconds) exposition.sample("stage", stage, seconds);
  exposition.family("cores_busy_ratio", "gauge", "Share of the cores' time that was used, 0 to 1.");
  exposition.sample(metrics.cores_busy);
  exposition.family("images_per_second", "gauge", "Items a second of wall time.");
  exposition.sample(metrics.images_per_second);
  exposition.family("last_progress_timestamp_seconds", "gauge", "When the last item was finished.");
  exposition.sample(metrics.last_progress);
  exposition.family("complete", "gauge", "1 once every item of the input has been tried.");
  exposition.sample(static_cast<std::uint64_t>(metrics.complete ? 1 : 0));
  exposition.family("gap", "histogram", "Relative duality gap of products.");
  exposition.histogram(metrics.gap);
  return exposition.text();
}

}  // namespace hesscut::catalogue
