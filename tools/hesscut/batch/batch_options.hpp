#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "host/catalogue/journal/run_settings.hpp"
#include "host/catalogue/work/run_options.hpp"
#include "tools/hesscut/batch/batch_progress.hpp"
#include "tools/hesscut/prior_options.hpp"

namespace CLI {
class App;
}

namespace hesscut::command {

/// How the commands that work on a run are told to go about it.
struct WorkOptions {
  std::string device = "auto";
  int threads = 0;
  int batch = 0;
  int batch_wait = 2000;
  std::string max_memory;
  std::size_t limit = 0;
  bool quiet = false;
  std::string log = "text";
};
void add_work_options(CLI::App& command, WorkOptions& options);
[[nodiscard]] catalogue::RunOptions run_options(const WorkOptions& options);
[[nodiscard]] LogStyle log_style(const WorkOptions& options);

/// What `hesscut batch` is told, as texts.
struct BatchOptions {
  std::vector<std::string> inputs;
  std::filesystem::path out;
  std::string shard = "0/1";
  std::filesystem::path markers;
  PriorOptions prior;
  std::string write = "mask,cutout,white";
  std::string preset = "product";
  std::vector<std::string> parameters;
  int max_side = 0;
  int quality = 92;
  bool square = false;
  double fill = 0.85;
  std::string background = "white";
  int main_side = 0;
  double margin = 0.05;
  bool dry_run = false;
  bool retry_failed = false;
  WorkOptions work;
};

/// The network that a run's settings name, for its workers; empty where they name none. Throws Error (usage) for a
/// model that cannot be used, or is no longer the one that the settings were made with.
[[nodiscard]] catalogue::ProposerMaker proposer_of(const catalogue::RunSettings& settings);

/// Throw Error (usage), naming the option and what was given.
[[nodiscard]] catalogue::RunSettings run_settings(const BatchOptions& options);
[[nodiscard]] catalogue::Shard parse_shard(const std::string& text);  ///< "I/N"
[[nodiscard]] std::uint64_t parse_bytes(const std::string& option,
                                        const std::string& text);  ///< "4G", "512M", "100000"

}  // namespace hesscut::command
