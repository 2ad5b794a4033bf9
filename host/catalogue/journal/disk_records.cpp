#include "host/catalogue/journal/disk_records.hpp"

#include <algorithm>
#include <numeric>

namespace hesscut::catalogue {

DiskRecords::DiskRecords(const RunFolder& folder, int shards) {
  for (int shard = 0; shard < shards; ++shard) {
    files_.push_back(folder.journal({shard, shards}));
    const JournalIndex index = read_journal(files_.back());
    passes_.push_back(index.passes);
    index.items.for_each([&](const JournalIndex::Position& position) {
      if (position.status != ItemStatus::withdrawn) items_.push_back({shard, position});
    });
  }
  // Ids are looked at once and not kept: a run may have millions.
  std::vector<std::string> ids;
  ids.reserve(items_.size());
  for (std::size_t i = 0; i < items_.size(); ++i) ids.push_back(read(i).id);
  std::vector<std::size_t> order(items_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) -> const std::string& { return ids[i]; });
  std::vector<Item> sorted;
  sorted.reserve(items_.size());
  for (const std::size_t i : order) sorted.push_back(items_[i]);
  items_ = std::move(sorted);
}

Record DiskRecords::read(std::size_t index) const {
  const Item& item = items_.at(index);
  return read_record(files_[item.shard], item.position);
}

}  // namespace hesscut::catalogue
