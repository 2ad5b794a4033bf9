#include "host/catalogue/work/failed_items.hpp"

#include <algorithm>

#include "host/catalogue/input/entry_json.hpp"

namespace hesscut::catalogue {

FailedItems::FailedItems(const RunFolder& folder, const Shard& shard) : journal_(folder.journal(shard)) {
  read_journal(journal_).items.for_each([this](const JournalIndex::Position& position) {
    if (position.status != ItemStatus::failed && position.status != ItemStatus::deferred) return;
    const Record record = read_record(journal_, position);
    if (record.entry.empty()) {
      beyond_retry_.push_back(record.reason);
    } else {
      positions_.push_back(position);
    }
  });
  std::ranges::sort(positions_, {}, &JournalIndex::Position::offset);
  std::ranges::sort(beyond_retry_);
}

std::optional<Entry> FailedItems::next() {
  if (next_ == positions_.size()) return std::nullopt;
  return entry_from_json(read_record(journal_, positions_[next_++]).entry, {}, "");
}

}  // namespace hesscut::catalogue
