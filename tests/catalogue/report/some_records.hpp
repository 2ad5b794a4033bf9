#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "host/catalogue/journal/record_set.hpp"

namespace hesscut::catalogue::testing {

using Random = std::mt19937_64;

/// Records in memory, in the order in which they were put in.
class RecordsInMemory : public RecordSet {
 public:
  RecordsInMemory() = default;
  explicit RecordsInMemory(std::vector<Record> records) : records_(std::move(records)) {}
  [[nodiscard]] std::size_t size() const override { return records_.size(); }
  [[nodiscard]] Record read(std::size_t index) const override { return records_.at(index); }

 private:
  std::vector<Record> records_;
};

/// A record of any status whose every field is drawn at random; texts are UTF-8 with quotes, controls and the like.
[[nodiscard]] Record random_record(Random& random);

/// A record that is done, of one product without flags.
[[nodiscard]] Record done_record(const std::string& id, double certificate);

[[nodiscard]] Record failed_record(const std::string& id, const std::string& kind, const std::string& reason);

}  // namespace hesscut::catalogue::testing
