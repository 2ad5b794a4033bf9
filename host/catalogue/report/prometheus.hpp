#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "host/catalogue/report/run_facts.hpp"
#include "host/catalogue/report/statistics.hpp"

namespace hesscut::catalogue {

/// How relative gaps are spread; for one thread at a time.
struct GapHistogram {
  static constexpr std::array<double, 8> bounds = {1e-6, 1e-5, 1e-4, 5e-4, 1e-3, 1e-2, 1e-1, 1};  ///< upper, inclusive

  std::array<std::uint64_t, bounds.size() + 1> counts{};  ///< by bucket, not cumulative; the last is beyond all bounds
  double sum = 0;

  /// What is not finite does not count.
  void add(double gap);
};

/// What metrics.prom says, during a run and at its end.
struct RunMetrics {
  std::string run;                                            ///< name of the run's folder
  std::string shard;                                          ///< "I/N"; empty for a whole run
  std::uint64_t done = 0, failed = 0, deferred = 0;           ///< items
  std::map<std::string, std::uint64_t> flags;                 ///< products by flag
  std::vector<std::pair<std::string, double>> stage_seconds;  ///< busy, summed over threads; names differ
  double cores_busy = 0;                                      ///< 0..1
  double images_per_second = 0;                               ///< of a process
  double last_progress = 0;                                   ///< seconds since 1970, UTC
  bool complete = false;
  GapHistogram gap;
};

/// The metrics of a finished run. last_progress is taken from facts.finished, 0 where that is no time.
[[nodiscard]] RunMetrics run_metrics(const RunFacts& facts, const Statistics& statistics);

/// In Prometheus' text format, version 0.0.4, for its textfile collector.
[[nodiscard]] std::string prometheus_text(const RunMetrics& metrics);

}  // namespace hesscut::catalogue
