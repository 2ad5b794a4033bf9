#pragma once

#include <string>

#include "host/catalogue/journal/run_times.hpp"

namespace hesscut::catalogue {

/// What is to be said of a run beside its records.
struct RunFacts {
  std::string name;      ///< of the run's folder
  std::string shard;     ///< "I/N"; empty for a whole run
  std::string version;   ///< of Hesscut
  std::string settings;  ///< JSON text; empty: none
  std::string started;   ///< UTC, "2026-01-31T23:59:59Z"
  std::string finished;  ///< the same
  bool complete = true;  ///< every item of the input has been tried
  double tolerance = 0;  ///< the relative gap that solves were to reach; 0: not known
  RunTimes times;
};

/// Both together, for the shards of a run: started at the earlier time, finished at the later one, complete if both
/// are, times merged; of no shard. Name, version, settings and tolerance are those of `a`.
[[nodiscard]] RunFacts merge(const RunFacts& a, const RunFacts& b);

}  // namespace hesscut::catalogue
