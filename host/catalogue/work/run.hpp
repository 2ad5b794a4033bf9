#pragma once

#include "host/catalogue/input/source.hpp"
#include "host/catalogue/journal/pass.hpp"
#include "host/catalogue/journal/run_folder.hpp"
#include "host/catalogue/journal/run_settings.hpp"
#include "host/catalogue/work/pipeline.hpp"
#include "host/catalogue/work/run_options.hpp"

namespace hesscut::catalogue {

/// What a pass has come to.
struct RunOutcome {
  Tally tally;
  std::size_t passed_over = 0;  ///< failed for good before, not tried again
  bool complete = false;        ///< as in Pass
  bool stopped = false;         ///< on request
  std::string given_up;         ///< as Pipeline::given_up
  RunTimes times;
};

/// Whether a source names every item of the run, or only some to be done again.
enum class Coverage { everything, some };

/// Works on a run: begins it, or goes on with it where it stands. Everything that is journalled stays true however this
/// ends. A run of one shard gets its results, summary and report at the end (see merge_run).
/// Throws Error (usage) for settings other than the run's own, (output) for a folder or journal that cannot be written
/// or that another process is at work on, (device), and (input) where the source breaks off.
[[nodiscard]] RunOutcome work_on_run(Source& source, Coverage coverage, const RunFolder& folder,
                                     const RunSettings& settings, const RunOptions& options, Observer& observer);

}  // namespace hesscut::catalogue
