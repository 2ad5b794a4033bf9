#include <CLI/CLI.hpp>
#include <filesystem>
#include <hesscut/error.hpp>
#include <istream>
#include <memory>
#include <string>
#include <thread>

#include "host/catalogue/input/source.hpp"
#include "host/catalogue/work/run.hpp"
#include "tools/hesscut/batch/batch_options.hpp"
#include "tools/hesscut/batch/batch_progress.hpp"
#include "tools/hesscut/batch/dry_run.hpp"
#include "tools/hesscut/batch/interruptible_input.hpp"
#include "tools/hesscut/batch/run_report.hpp"
#include "tools/hesscut/commands.hpp"
#include "tools/hesscut/stop_signals.hpp"

namespace hesscut::command {
namespace {

namespace fs = std::filesystem;

/// Whether a path is a folder or lies in it.
bool lies_in(const fs::path& path, const fs::path& folder) {
  const fs::path inner = fs::weakly_canonical(path);
  const fs::path outer = fs::weakly_canonical(folder);
  const auto [end, rest] = std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end());
  return end == outer.end();
}

/// Results in a folder of photos would be photos themselves the next time.
void check_out(const BatchOptions& options) {
  for (const std::string& input : options.inputs) {
    std::error_code unknown;
    if (fs::is_directory(input, unknown) && lies_in(options.out, input)) {
      throw Error(ErrorKind::usage, "--out " + options.out.string() + ": lies in " + input +
                                        ", where the results would be taken for photos");
    }
  }
}

/// Counts the items of an input beside the work on them.
std::jthread count_in_background(const std::vector<std::string>& inputs, std::istream& standard_input, int shards,
                                 BatchProgress& progress) {
  return std::jthread([&inputs, &standard_input, shards, &progress](const std::stop_token& stop) {
    try {
      const auto count = catalogue::open_source(inputs, standard_input)->count(stop);
      if (count) progress.set_total((*count + static_cast<std::size_t>(shards) - 1) / static_cast<std::size_t>(shards));
    } catch (const Error&) {
      // Whoever reads the input for its items says what is wrong with it.
    }
  });
}

int run_batch(const BatchOptions& options) {
  stop_on_signals();
  const LeaveWhenOverdue overdue;
  const catalogue::RunSettings settings = run_settings(options);
  catalogue::RunOptions how = run_options(options.work);
  how.shard = parse_shard(options.shard);
  how.retry_failed = options.retry_failed;
  check_out(options);
  InterruptibleInput buffer;
  std::istream standard_input(&buffer);
  how.input_over = [&buffer] { buffer.end(); };
  const std::unique_ptr<catalogue::Source> source = catalogue::open_source(options.inputs, standard_input);
  const catalogue::RunFolder folder(options.out);
  how.proposer = proposer_of(settings);
  if (options.dry_run) return dry_run(*source, folder, settings, how.shard);
  BatchProgress progress(log_style(options.work), options.work.quiet);
  const std::jthread counting = count_in_background(options.inputs, standard_input, settings.shards, progress);
  return work_and_report(*source, catalogue::Coverage::everything, folder, settings, how, progress, options.work.quiet);
}

void add_settings(CLI::App& batch, BatchOptions& options) {
  batch.add_option("--markers", options.markers, "Folder of marker images, NAME.png in the tree of the photos");
  add_prior_options(batch, options.prior);
  batch.add_option("--write", options.write, "Outputs: any of mask,cutout,white,crop,overlay")->capture_default_str();
  batch.add_option("--preset", options.preset, "Model: product, paper, yzd, rci or tv")->capture_default_str();
  batch.add_option("--set", options.parameters, "name=value of a parameter (see hesscut presets); may be repeated")
      ->allow_extra_args(false);
  batch
      .add_option("--max-side", options.max_side, "Bring photos to at most so many pixels a side first, 0: as they are")
      ->check(CLI::Range(0, 65'535))
      ->capture_default_str();
  batch.add_option("--quality", options.quality, "JPEG quality")->check(CLI::Range(1, 100))->capture_default_str();
  batch.add_flag("--square", options.square, "white: a square main image with the product in its middle");
  batch.add_option("--fill", options.fill, "white: share of the square's side that the product takes")
      ->check(CLI::Range(0.1, 1.0))
      ->capture_default_str();
  batch.add_option("--background", options.background, "white: colour, #rrggbb")->capture_default_str();
  batch.add_option("--main-side", options.main_side, "white: pixels a side at most, 0: as many as the product gives")
      ->check(CLI::Range(0, 65'500))
      ->capture_default_str();
  batch.add_option("--margin", options.margin, "crop: margin as a share of the product's longer side")
      ->check(CLI::Range(0.0, 10.0))
      ->capture_default_str();
}

}  // namespace

void add_batch(CLI::App& app, Action& action) {
  const auto options = std::make_shared<BatchOptions>();
  CLI::App* batch = app.add_subcommand("batch", "Cuts a whole catalogue; goes on where it was stopped");
  batch
      ->add_option("INPUT", options->inputs,
                   "Folders, patterns, photos, @LIST, - (a list on standard input), manifests .csv or .jsonl")
      ->required();
  batch->add_option("--out", options->out, "Folder of the run, created where missing")->required();
  batch->add_option("--shard", options->shard, "I/N: work on part I of N (0 to N - 1) of the run")
      ->capture_default_str();
  add_settings(*batch, *options);
  add_work_options(*batch, options->work);
  batch->add_flag("--dry-run", options->dry_run, "Only say what would be done");
  batch->add_flag("--retry-failed", options->retry_failed, "Do photos again that have failed for good");
  batch->footer(
      "Each photo is journalled when its outputs are on disk; the same command again goes on with what is left, after\n"
      "checking what is there. Exit codes: 0 all done, 2 usage, 3 finished, some photos failed for good, 75 try "
      "again,\n"
      "143 stopped on request.");
  batch->callback([options, &action] { action = [options] { return run_batch(*options); }; });
}

}  // namespace hesscut::command
