#pragma once

#include "host/catalogue/work/run.hpp"
#include "tools/hesscut/messages.hpp"

namespace hesscut::command {

/// The exit code of a pass: what a scheduler should do about it.
[[nodiscard]] ExitCode exit_code_of(const catalogue::RunOutcome& outcome);

/// Says on standard output how a pass has gone, and on standard error why it was given up.
void report_outcome(const catalogue::RunOutcome& outcome, const catalogue::RunFolder& folder, int shards, bool quiet);

/// Works on a run, leaving in time when a stop is asked for, and reports the outcome.
[[nodiscard]] ExitCode work_and_report(catalogue::Source& source, catalogue::Coverage coverage,
                                       const catalogue::RunFolder& folder, const catalogue::RunSettings& settings,
                                       const catalogue::RunOptions& options, catalogue::Observer& progress, bool quiet);

}  // namespace hesscut::command
