#include "tools/hesscut/batch/run_report.hpp"

#include <cmath>
#include <cstdio>
#include <string>

namespace hesscut::command {

ExitCode exit_code_of(const catalogue::RunOutcome& outcome) {
  if (outcome.tally.internal > 0) return exit_internal;
  if (outcome.stopped) return exit_stopped;
  if (outcome.tally.deferred > 0 || !outcome.given_up.empty()) return exit_try_again;
  return outcome.tally.failed + outcome.passed_over > 0 ? exit_failed : exit_done;
}

void report_outcome(const catalogue::RunOutcome& outcome, const catalogue::RunFolder& folder, int shards, bool quiet) {
  if (!outcome.given_up.empty()) {
    say_error("given up, for too many photos in a row could not be finished; the last one: " + outcome.given_up);
  }
  if (quiet) return;
  const catalogue::Tally& tally = outcome.tally;
  std::string text = std::to_string(tally.done) + " done";
  const auto add = [&](std::size_t count, const char* what) {
    if (count > 0) text += ", " + std::to_string(count) + " " + what;
  };
  add(tally.skipped, "done before");
  add(tally.failed, "failed");
  add(outcome.passed_over, "failed before");
  add(tally.deferred, "put off");
  std::printf("%s in %.1f s", text.c_str(), outcome.times.wall_seconds);
  if (outcome.times.items > 0) {
    std::printf(" (%.2f photos/s; cores %.0f %% busy, most of it with %s)", images_per_second(outcome.times),
                100 * outcome.times.cores_busy, outcome.times.bottleneck.c_str());
  }
  if (outcome.stopped) std::printf(", stopped on request");
  std::printf("\n");
  if (shards == 1 && !outcome.stopped) std::printf("%s\n", folder.report().c_str());
}

ExitCode work_and_report(catalogue::Source& source, catalogue::Coverage coverage, const catalogue::RunFolder& folder,
                         const catalogue::RunSettings& settings, const catalogue::RunOptions& options,
                         catalogue::Observer& progress, bool quiet) {
  const catalogue::RunOutcome outcome = catalogue::work_on_run(source, coverage, folder, settings, options, progress);
  report_outcome(outcome, folder, settings.shards, quiet);
  return exit_code_of(outcome);
}

}  // namespace hesscut::command
