#include "host/catalogue/work/run.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <hesscut/error.hpp>
#include <system_error>

#include "host/catalogue/text/utc.hpp"
#include "host/catalogue/work/live_metrics.hpp"
#include "host/catalogue/work/machine.hpp"
#include "host/catalogue/work/merge.hpp"

namespace hesscut::catalogue {
namespace {

constexpr int photos_a_gpu_batch = 16;

void create_folders(const RunFolder& folder, const Shard& shard) {
  for (const auto& path : {folder.journal(shard).parent_path(), folder.metrics(shard).parent_path()}) {
    std::error_code failure;
    std::filesystem::create_directories(path, failure);
    if (failure) throw Error(ErrorKind::output, path.string() + ": " + failure.message());
  }
}

/// What the process had used when a pass began.
struct Start {
  std::string utc = utc_now();
  std::chrono::steady_clock::time_point clock = std::chrono::steady_clock::now();
  double cpu_seconds = process_use().cpu_seconds;
};

/// On the CPU all stages share the threads; on GPUs the cut is theirs.
double capacity_of(OuterStage stage, const SolverSlots& slots, int threads) {
  return stage == OuterStage::cut && slots.on_gpu() ? slots.count() : threads;
}

RunTimes account(const Start& start, const StageMeter& meter, const SolverSlots& slots, int threads,
                 const Tally& tally) {
  RunTimes times;
  times.device = slots.description();
  times.threads = threads;
  times.cores = usable_cores();
  times.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start.clock).count();
  times.items = tally.done + tally.failed + tally.deferred;
  const ProcessUse use = process_use();
  times.cpu_seconds = use.cpu_seconds - start.cpu_seconds;
  times.peak_resident_bytes = use.peak_resident_bytes;
  const auto busy = meter.busy();
  double cpu = 0;
  for (std::size_t i = 0; i < busy.size(); ++i) {
    times.stages.push_back(
        {std::string(outer_stage_names[i]), busy[i].wall, capacity_of(static_cast<OuterStage>(i), slots, threads)});
    cpu += busy[i].cpu;
  }
  const double cut = busy[static_cast<std::size_t>(OuterStage::cut)].wall;
  times.cores_busy = cpu / (times.wall_seconds * times.cores);
  times.solver_busy = std::min(1.0, cut / (times.wall_seconds * slots.count()));
  times.bottleneck = busiest_stage(times);
  return times;
}

/// Whether a shard had gone through its whole input before.
bool was_complete(const std::filesystem::path& journal) {
  const JournalIndex index = read_journal(journal);
  return !index.passes.empty() && pass_from_json(index.passes.back()).complete;
}

}  // namespace

RunOutcome work_on_run(Source& source, Coverage coverage, const RunFolder& folder, const RunSettings& settings,
                       const RunOptions& options, Observer& observer) {
  const Start start;
  create_folders(folder, options.shard);
  keep_settings(folder, settings);
  Journal journal(folder.journal(options.shard));
  const bool was = was_complete(journal.file());
  Pass pass;
  pass.started = start.utc;
  journal.append_pass(to_json(pass));
  for (const std::uint64_t line : journal.damaged()) {
    observer.warned(journal.file().string() + ":" + std::to_string(line) + ": damaged, its item will be done again");
  }
  const int cores = options.threads > 0 ? options.threads : usable_cores();
  SolverSlots slots(options.device, cores, settings.parameters);
  // One thread more than cores, or one core would be idle whenever a thread waits for the disk.
  const int threads = cores + (slots.on_gpu() ? slots.count() : 1);
  MemoryBudget budget(options.max_memory > 0 ? options.max_memory : usable_memory() / 2);
  StageMeter meter;
  LiveMetrics metrics(folder, options.shard, observer);
  Intake intake(source, settings, options,
                options.batch > 0 ? options.batch
                : slots.on_gpu()  ? photos_a_gpu_batch
                                  : 1,
                journal, budget);
  Proposers proposers(options.proposer);
  Pipeline pipeline({intake, slots, journal, budget, meter, proposers, metrics, folder, settings}, threads);
  pipeline.run();

  RunOutcome outcome;
  outcome.tally = pipeline.tally();
  outcome.passed_over = intake.passed_over();
  outcome.given_up = pipeline.given_up();
  outcome.stopped = options.stop() && !intake.complete();
  const bool covered = coverage == Coverage::everything || was;
  outcome.complete = covered && intake.complete() && outcome.tally.deferred == 0 && outcome.given_up.empty();
  outcome.times = account(start, meter, slots, threads, outcome.tally);
  pass = {outcome.complete, start.utc, utc_now(), outcome.tally.skipped, outcome.times};
  journal.append_pass(to_json(pass));
  metrics.finish(outcome.complete, outcome.times);
  if (settings.shards == 1 && !outcome.stopped) (void)merge_run(folder);
  return outcome;
}

}  // namespace hesscut::catalogue
