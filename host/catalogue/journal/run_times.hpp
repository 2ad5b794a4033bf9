#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hesscut::catalogue {

/// What one stage of the pipeline did.
struct StageTime {
  std::string name;
  double busy_seconds = 0;  ///< summed over its threads
  double capacity = 0;      ///< threads that could work on it at once
};

/// Where the time of a run went, in one process or, merged, in several.
struct RunTimes {
  std::string device;
  int processes = 1;
  int threads = 0;          ///< of a process
  double wall_seconds = 0;  ///< of all processes, added up
  std::uint64_t items = 0;  ///< done, failed or deferred in that time
  std::vector<StageTime> stages;
  double cpu_seconds = 0;                 ///< user and system, as getrusage counts them
  int cores = 0;                          ///< of a machine
  double cores_busy = 0;                  ///< share of the cores' time that was used, 0..1
  double solver_busy = 0;                 ///< share of the wall time in which the solver had work, 0..1
  std::string bottleneck;                 ///< name of the stage that the others waited for; empty: none
  std::uint64_t peak_resident_bytes = 0;  ///< of a process
};

/// The stage whose capacity was used the most; empty where no stage has worked.
[[nodiscard]] std::string busiest_stage(const RunTimes& times);

/// Items a second of wall time of one process; 0 where no time has passed.
[[nodiscard]] double images_per_second(const RunTimes& times);

/// Both together, in any order the same up to rounding. Times, items and processes add up; capacities and shares are
/// means weighted by wall time; of threads, cores and memory the larger counts; different devices are named in order
/// with "; " between. The bottleneck is the busiest stage of both.
[[nodiscard]] RunTimes merge(const RunTimes& a, const RunTimes& b);

/// One line of JSON.
[[nodiscard]] std::string to_json(const RunTimes& times);

/// Throws Error (input) where the text is no such JSON. Keys that are not known are ignored.
[[nodiscard]] RunTimes run_times_from_json(std::string_view text);

}  // namespace hesscut::catalogue
