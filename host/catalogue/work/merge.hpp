#pragma once

#include <cstddef>
#include <vector>

#include "host/catalogue/journal/run_folder.hpp"

namespace hesscut::catalogue {

/// What a run amounts to over all its shards.
struct RunState {
  int shards = 1;
  std::vector<int> missing;  ///< shards that are not complete
  std::size_t done = 0;
  std::size_t failed = 0;
  std::size_t deferred = 0;
};

/// Which shards of a run are not complete. Throws Error (usage) where the folder holds no run.
[[nodiscard]] std::vector<int> missing_shards(const RunFolder& folder);

/// Writes results.jsonl, summary.json, metrics.prom and report.html from the journals of all shards, as far as they
/// have come. May be done at any time, and again. Throws Error (usage) where the folder holds no run, and (output).
[[nodiscard]] RunState merge_run(const RunFolder& folder);

}  // namespace hesscut::catalogue
