#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "host/catalogue/journal/run_times.hpp"

namespace hesscut::catalogue {

/// How one pass of a process over a run's input has gone. The journal keeps one ahead of its records, of which nothing
/// but the start is known, so that a pass that was killed is not taken for the one before; and one after them.
struct Pass {
  bool complete = false;  ///< every item of the shard is done or has failed for good
  std::string started;    ///< UTC
  std::string finished;   ///< empty: it has begun
  std::size_t skipped = 0;
  RunTimes times;
};

[[nodiscard]] std::string to_json(const Pass& pass);
/// Throws Error (input) where the text is no account of a pass.
[[nodiscard]] Pass pass_from_json(std::string_view text);

}  // namespace hesscut::catalogue
