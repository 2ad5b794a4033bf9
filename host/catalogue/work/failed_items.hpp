#pragma once

#include <optional>
#include <string>
#include <vector>

#include "host/catalogue/input/source.hpp"
#include "host/catalogue/journal/journal.hpp"
#include "host/catalogue/journal/run_folder.hpp"

namespace hesscut::catalogue {

/// The items of a shard that have failed for good or were put off, as its journal remembers them.
class FailedItems : public Source {
 public:
  FailedItems(const RunFolder& folder, const Shard& shard);

  [[nodiscard]] std::optional<Entry> next() override;

  /// Reasons of those that cannot be done again, for their line in the input says nothing that could be.
  [[nodiscard]] const std::vector<std::string>& beyond_retry() const { return beyond_retry_; }

 private:
  [[nodiscard]] std::optional<std::size_t> counted(const std::stop_token& /*stop*/) const override {
    return positions_.size();
  }

  std::filesystem::path journal_;
  std::vector<JournalIndex::Position> positions_;
  std::size_t next_ = 0;
  std::vector<std::string> beyond_retry_;
};

}  // namespace hesscut::catalogue
