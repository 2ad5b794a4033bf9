#pragma once

#include <string_view>

#include "host/catalogue/text/digest.hpp"

namespace hesscut::catalogue {

/// A part of a run: the items whose digest leaves `index` when divided by `count`. The same on every machine.
struct Shard {
  int index = 0;  ///< 0 .. count - 1
  int count = 1;
};

[[nodiscard]] inline bool belongs_to(std::string_view id, const Shard& shard) {
  return short_digest(id) % static_cast<std::uint64_t>(shard.count) == static_cast<std::uint64_t>(shard.index);
}

}  // namespace hesscut::catalogue
