#include "host/catalogue/report/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "host/catalogue/output/flags.hpp"

namespace hesscut::catalogue {

Quantiles quantiles(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  const auto at = [&](double share) {
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    const double rank = std::ceil(share * static_cast<double>(values.size()));
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(std::max(rank, 1.0)) - 1;
    std::nth_element(values.begin(), place, values.end());
    return *place;
  };
  return {values.size(), at(0), at(0.25), at(0.5), at(0.75), at(0.95), at(1)};
}

double total_milliseconds(const Record& record) {
  double total = 0;
  for (const auto& [stage, ms] : record.stage_ms) total += std::isfinite(ms) ? ms : 0;
  return total;
}

Statistics::Statistics(std::size_t items, std::size_t cards)
    : items_by_time_(static_cast<std::size_t>(time_bins.size())), cards_(cards) {
  for (std::vector<double>* values : {&gaps_, &certificates_, &iterations_, &milliseconds_}) values->reserve(items);
}

void Statistics::add(std::size_t index, const Record& record) {
  ++by_status_.at(static_cast<std::size_t>(record.status));
  if (record.status == ItemStatus::withdrawn) return;
  cards_.add(index, record);
  failures_.add(record);
  if (record.status != ItemStatus::done) return;
  const auto flagged = [](const ProductRecord& product) { return !product.flags.empty(); };
  if (std::ranges::any_of(record.products, flagged)) ++flagged_items_;
  for (const ProductRecord& product : record.products) add_product(product);
  add_times(record);
  photo_bytes_ += record.photo_bytes;
  pixels_ += static_cast<double>(record.width) * record.height;
}

void Statistics::add_product(const ProductRecord& product) {
  for (const std::string& flag : product.flags) ++flags_[flag];
  gaps_.push_back(product.gap);
  certificates_.push_back(product.mask_certificate);
  iterations_.push_back(product.iterations);
  outputs_ += product.outputs.size();
  for (const auto& [name, file] : product.outputs) output_bytes_ += file.bytes;
}

void Statistics::add_times(const Record& record) {
  const double total = total_milliseconds(record);
  const auto bin = static_cast<std::size_t>(time_bins.index(total));
  milliseconds_.push_back(total);
  ++items_by_time_[bin];
  for (const auto& [name, ms] : record.stage_ms) {
    if (!std::isfinite(ms)) continue;
    StageTotal& sum = stage(name);
    sum.milliseconds += ms;
    sum.by_bin[bin] += ms;
  }
}

StageTotal& Statistics::stage(const std::string& name) {
  const auto found = std::ranges::find(stages_, name, &StageTotal::name);
  if (found != stages_.end()) return *found;
  stages_.push_back({name, 0, std::vector<double>(static_cast<std::size_t>(time_bins.size()))});
  return stages_.back();
}

std::uint64_t Statistics::items() const {
  return items(ItemStatus::done) + items(ItemStatus::failed) + items(ItemStatus::deferred);
}

std::vector<std::pair<std::string, std::uint64_t>> Statistics::flags() const {
  std::map<std::string, std::uint64_t> rest = flags_;
  std::vector<std::pair<std::string, std::uint64_t>> counts;
  for (const FlagInfo& info : flag_infos) {
    const std::string name(info.name);
    counts.emplace_back(name, rest[name]);
    rest.erase(name);
  }
  counts.insert(counts.end(), rest.begin(), rest.end());
  return counts;
}

}  // namespace hesscut::catalogue
