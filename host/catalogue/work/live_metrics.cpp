#include "host/catalogue/work/live_metrics.hpp"

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <hesscut/error.hpp>

#include "host/image/files.hpp"

namespace hesscut::catalogue {
namespace {

constexpr std::chrono::seconds interval{10};

void write_text(const std::filesystem::path& file, const std::string& text) {
  image::write_file(file, std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

}  // namespace

LiveMetrics::LiveMetrics(const RunFolder& folder, const Shard& shard, Observer& next)
    : file_(folder.metrics(shard)), next_(next) {
  metrics_.run = folder.name();
  if (shard.count > 1) metrics_.shard = std::to_string(shard.index) + "/" + std::to_string(shard.count);
}

void LiveMetrics::ended(const Record& record) {
  if (record.status == ItemStatus::done) ++metrics_.done;
  if (record.status == ItemStatus::failed) ++metrics_.failed;
  if (record.status == ItemStatus::deferred) ++metrics_.deferred;
  for (const ProductRecord& product : record.products) {
    metrics_.gap.add(product.gap);
    for (const std::string& flag : product.flags) ++metrics_.flags[flag];
  }
  for (const auto& [stage, ms] : record.stage_ms) {
    auto known = std::ranges::find(metrics_.stage_seconds, stage, [](const auto& entry) { return entry.first; });
    if (known == metrics_.stage_seconds.end()) {
      metrics_.stage_seconds.emplace_back(stage, 0.0);
      known = std::prev(metrics_.stage_seconds.end());
    }
    known->second += 1e-3 * ms;
  }
  next_.ended(record);
  write_when_due();
}

void LiveMetrics::skipped(const std::string& id) {
  ++metrics_.done;
  next_.skipped(id);
  write_when_due();
}

void LiveMetrics::write_when_due() {
  metrics_.last_progress = static_cast<double>(std::time(nullptr));
  const auto now = std::chrono::steady_clock::now();
  if (now - written_ < interval) return;
  written_ = now;
  const std::chrono::duration<double> passed = now - begun_;
  metrics_.images_per_second = static_cast<double>(metrics_.done + metrics_.failed) / passed.count();
  try {
    write_text(file_, prometheus_text(metrics_));
  } catch (const Error& error) {
    next_.warned(error.what());  // the run can do without
  }
}

void LiveMetrics::finish(bool complete, const RunTimes& times) {
  metrics_.complete = complete;
  metrics_.cores_busy = times.cores_busy;
  metrics_.images_per_second = images_per_second(times);
  write_text(file_, prometheus_text(metrics_));
}

}  // namespace hesscut::catalogue
