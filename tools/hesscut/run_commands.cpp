/// The commands on a run that is there: retry, verify, merge.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <hesscut/error.hpp>
#include <memory>
#include <string>

#include "host/catalogue/work/failed_items.hpp"
#include "host/catalogue/work/machine.hpp"
#include "host/catalogue/work/merge.hpp"
#include "host/catalogue/work/verify.hpp"
#include "tools/hesscut/batch/batch_options.hpp"
#include "tools/hesscut/batch/run_report.hpp"
#include "tools/hesscut/commands.hpp"
#include "tools/hesscut/stop_signals.hpp"

namespace hesscut::command {
namespace {

struct RunCommandOptions {
  std::filesystem::path folder;
  bool failed = false;
  bool missing = false;
  int threads = 0;
  WorkOptions work;
};

/// The more urgent of two exit codes.
ExitCode worse(ExitCode a, ExitCode b) {
  for (const ExitCode code : {exit_internal, exit_stopped, exit_try_again, exit_failed}) {
    if (a == code || b == code) return code;
  }
  return exit_done;
}

int retry(const RunCommandOptions& options) {
  if (!options.failed) throw Error(ErrorKind::usage, "retry: --failed says what to do again");
  stop_on_signals();
  const LeaveWhenOverdue overdue;
  const catalogue::RunFolder folder(options.folder);
  const catalogue::RunSettings settings = catalogue::run_settings_of(folder);
  catalogue::RunOptions how = run_options(options.work);
  how.retry_failed = true;
  how.proposer = proposer_of(settings);
  ExitCode worst = exit_done;
  for (how.shard = {0, settings.shards}; how.shard.index < settings.shards && !stop_requested(); ++how.shard.index) {
    catalogue::FailedItems source(folder, how.shard);
    for (const std::string& reason : source.beyond_retry()) {
      say_error(reason + " (mend the line and run hesscut batch again)");
      worst = worse(worst, exit_failed);
    }
    if (*source.count() == 0) continue;
    BatchProgress progress(log_style(options.work), options.work.quiet);
    progress.set_total(*source.count());
    worst = worse(
        worst, work_and_report(source, catalogue::Coverage::some, folder, settings, how, progress, options.work.quiet));
  }
  return worst;
}

int verify(const RunCommandOptions& options) {
  const catalogue::RunFolder folder(options.folder);
  const int threads = options.threads > 0 ? options.threads : catalogue::usable_cores();
  const catalogue::Verified verified = catalogue::verify_run(
      folder, threads, [](const std::string& path) { say_error(path + ": missing, or not as it was written"); });
  std::printf("%zu files of %zu photos read, %zu damaged\n", verified.files, verified.items, verified.damaged);
  return verified.damaged > 0 ? exit_try_again : exit_done;
}

std::string listed(const std::vector<int>& numbers) {
  std::string text;
  for (const int number : numbers) text += (text.empty() ? "" : ",") + std::to_string(number);
  return text;
}

int merge(const RunCommandOptions& options) {
  const catalogue::RunFolder folder(options.folder);
  if (options.missing) {
    const std::vector<int> missing = catalogue::missing_shards(folder);
    if (!missing.empty()) std::printf("%s\n", listed(missing).c_str());
    return exit_done;
  }
  const catalogue::RunState state = catalogue::merge_run(folder);
  std::printf("%zu done, %zu failed, %zu put off\n%s\n", state.done, state.failed, state.deferred,
              folder.report().c_str());
  if (!state.missing.empty()) {
    say_error("of " + std::to_string(state.shards) + " shards these are not complete: " + listed(state.missing));
  }
  if (!state.missing.empty() || state.deferred > 0) return exit_try_again;
  return state.failed > 0 ? exit_failed : exit_done;
}

/// A subcommand that takes the folder of a run.
CLI::App* add_run_command(CLI::App& app, Action& action, const std::string& name, const std::string& meaning,
                          const std::shared_ptr<RunCommandOptions>& options,
                          int (*act)(const RunCommandOptions& options)) {
  CLI::App* command = app.add_subcommand(name, meaning);
  command->add_option("DIR", options->folder, "Folder of the run, as given to hesscut batch --out")->required();
  command->callback([options, act, &action] { action = [options, act] { return act(*options); }; });
  return command;
}

}  // namespace

void add_run_commands(CLI::App& app, Action& action) {
  const auto options = std::make_shared<RunCommandOptions>();
  CLI::App* retry_command =
      add_run_command(app, action, "retry", "Does photos of a run again that have failed for good", options, retry);
  retry_command->add_flag("--failed", options->failed, "All that have failed");
  add_work_options(*retry_command, options->work);
  CLI::App* verify_command = add_run_command(
      app, action, "verify", "Reads every output of a run again and compares it with the journal", options, verify);
  verify_command->add_option("--threads", options->threads, "CPU threads, 0: one per core")->check(CLI::Range(0, 1024));
  CLI::App* merge_command = add_run_command(
      app, action, "merge", "Writes the results and the report of a run from all its shards", options, merge);
  merge_command->add_flag("--missing", options->missing, "Only print which shards are not complete");
}

}  // namespace hesscut::command
