#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "host/catalogue/journal/journal.hpp"
#include "host/catalogue/journal/record_set.hpp"
#include "host/catalogue/journal/run_folder.hpp"

namespace hesscut::catalogue {

/// The journals of all shards of a run as one set, read from disk record by record.
class DiskRecords final : public RecordSet {
 public:
  /// What is in the journals now; those of shards that never began are empty. Throws Error (output).
  DiskRecords(const RunFolder& folder, int shards);

  [[nodiscard]] std::size_t size() const override { return items_.size(); }
  [[nodiscard]] Record read(std::size_t index) const override;

  /// The accounts of all passes of a shard, oldest first.
  [[nodiscard]] const std::vector<std::string>& passes(int shard) const { return passes_.at(shard); }

 private:
  struct Item {
    int shard;
    JournalIndex::Position position;
  };

  std::vector<std::filesystem::path> files_;
  std::vector<std::vector<std::string>> passes_;
  std::vector<Item> items_;
};

}  // namespace hesscut::catalogue
