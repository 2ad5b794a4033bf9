#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <hesscut/image.hpp>
#include <hesscut/parameters.hpp>
#include <hesscut/prior.hpp>
#include <hesscut/result.hpp>

#include "host/catalogue/input/entry.hpp"
#include "host/catalogue/journal/record.hpp"

namespace hesscut::catalogue {

/// An item on its way through the pipeline.
struct Item {
  Entry entry;
  Parameters parameters;          ///< the run's with the entry's own
  std::optional<Record> earlier;  ///< of a run before, which has finished the item: to be checked first
  Record record;                  ///< what will be said of it; its status is `done` until something fails
  bool skipped = false;           ///< nothing to do and nothing to say
  std::string redone_for;         ///< the output for which it is done again although it was finished

  Image photo;
  std::vector<Markers> markers;  ///< one for each product, in pixels of `photo`
  Prior prior;                   ///< of the run's network; may be empty
  std::vector<Cutout> cutouts;

  /// Whether the next stage has anything to do with it.
  [[nodiscard]] bool going() const { return !skipped && record.status == ItemStatus::done; }
};

/// Items that are solved together: of one working shape and one set of parameters.
struct Batch {
  std::vector<Item> items;
  std::uint64_t bytes = 0;  ///< taken from the memory budget
};
using BatchPointer = std::shared_ptr<Batch>;

}  // namespace hesscut::catalogue
