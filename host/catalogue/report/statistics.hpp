#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host/catalogue/journal/record.hpp"
#include "host/catalogue/report/card_selection.hpp"
#include "host/catalogue/report/failure_groups.hpp"
#include "host/catalogue/report/log_bins.hpp"

namespace hesscut::catalogue {

/// Quantiles by nearest rank: each is a value that occurred. All are NaN where there is none.
struct Quantiles {
  std::size_t count = 0;
  double minimum, lower_quarter, median, upper_quarter, high;  ///< high: 95 of 100 are at most this
  double maximum;
};

/// Of the numbers that are none (NaN) nothing is counted.
[[nodiscard]] Quantiles quantiles(std::vector<double> values);

/// The time of one stage in all items that are done.
struct StageTotal {
  std::string name;
  double milliseconds = 0;
  std::vector<double> by_bin;  ///< the same by the bin of Statistics::time_bins that the item's whole time falls into
};

/// What the records of a run come to, from one pass over them; 32 bytes a product and 8 an item are kept.
class Statistics {
 public:
  static constexpr LogBins time_bins{0, 6, 10};  ///< milliseconds
  static constexpr std::size_t default_cards = 2000;

  /// items: how many there will be, so that memory is taken once. cards: as many are selected for the report at most.
  explicit Statistics(std::size_t items, std::size_t cards = default_cards);

  /// index: of the record in its RecordSet.
  void add(std::size_t index, const Record& record);

  [[nodiscard]] std::uint64_t items() const;  ///< without those withdrawn
  [[nodiscard]] std::uint64_t items(ItemStatus status) const { return by_status_.at(static_cast<std::size_t>(status)); }
  [[nodiscard]] std::uint64_t flagged_items() const { return flagged_items_; }

  /// Products by flag: those of flag_infos in their order, then others by name.
  [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> flags() const;

  // of items that are done
  [[nodiscard]] const std::vector<double>& gaps() const { return gaps_; }
  [[nodiscard]] const std::vector<double>& certificates() const { return certificates_; }
  [[nodiscard]] const std::vector<double>& iterations() const { return iterations_; }
  [[nodiscard]] const std::vector<double>& milliseconds() const { return milliseconds_; }  ///< an item
  [[nodiscard]] const std::vector<StageTotal>& stages() const { return stages_; }
  [[nodiscard]] const std::vector<std::uint64_t>& items_by_time() const { return items_by_time_; }  ///< by bin
  [[nodiscard]] std::uint64_t outputs() const { return outputs_; }
  [[nodiscard]] std::uint64_t output_bytes() const { return output_bytes_; }
  [[nodiscard]] std::uint64_t photo_bytes() const { return photo_bytes_; }
  [[nodiscard]] double megapixels() const { return pixels_ / 1e6; }

  [[nodiscard]] const FailureGroups& failures() const { return failures_; }
  [[nodiscard]] const CardSelection& cards() const { return cards_; }

 private:
  void add_product(const ProductRecord& product);
  void add_times(const Record& record);
  StageTotal& stage(const std::string& name);

  std::array<std::uint64_t, 4> by_status_{};
  std::uint64_t flagged_items_ = 0;
  std::map<std::string, std::uint64_t> flags_;
  std::vector<double> gaps_, certificates_, iterations_, milliseconds_;
  std::vector<StageTotal> stages_;
  std::vector<std::uint64_t> items_by_time_;
  std::uint64_t outputs_ = 0, output_bytes_ = 0, photo_bytes_ = 0;
  double pixels_ = 0;
  FailureGroups failures_;
  CardSelection cards_;
};

/// The sum of the stages of an item, milliseconds; those that are not finite do not count.
[[nodiscard]] double total_milliseconds(const Record& record);

}  // namespace hesscut::catalogue
