#pragma once

#include <cstddef>

#include "host/catalogue/journal/record.hpp"

namespace hesscut::catalogue {

/// The latest record of every item of a run, in byte order of their ids, without those withdrawn. There may be
/// millions: who reads them holds none of them longer than need be.
class RecordSet {
 public:
  RecordSet() = default;
  virtual ~RecordSet() = default;
  RecordSet(const RecordSet&) = delete;
  RecordSet& operator=(const RecordSet&) = delete;

  [[nodiscard]] virtual std::size_t size() const = 0;

  /// index: 0 .. size() - 1. Throws Error (input), naming the file, where the record cannot be read.
  [[nodiscard]] virtual Record read(std::size_t index) const = 0;
};

}  // namespace hesscut::catalogue
