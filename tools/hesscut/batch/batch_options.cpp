#include "tools/hesscut/batch/batch_options.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <hesscut/error.hpp>
#include <limits>
#include <memory>
#include <sstream>
#include <string_view>

#include "host/catalogue/output/output_list.hpp"
#include "tools/hesscut/settings.hpp"
#include "tools/hesscut/stop_signals.hpp"

namespace hesscut::command {
namespace {

constexpr int most_shards = 1'000'000;
constexpr int largest_side = 65'535;

/// Calls parse() and puts the option's name before what it complains of.
template <typename Parse>
auto for_option(const std::string& option, const Parse& parse) {
  try {
    return parse();
  } catch (const Error& error) {
    throw Error(ErrorKind::usage, option + ": " + error.what());
  }
}

}  // namespace

void add_work_options(CLI::App& command, WorkOptions& options) {
  command.add_option("--device", options.device, "auto, cpu, cuda (all GPUs) or cuda:N")->capture_default_str();
  command.add_option("--threads", options.threads, "CPU threads, 0: one per core")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  command.add_option("--batch", options.batch, "Photos solved together, 0: 1 on the CPU, 16 on GPUs")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  command.add_option("--batch-wait", options.batch_wait, "Milliseconds that a photo waits for others of its shape")
      ->check(CLI::Range(0, 3'600'000))
      ->capture_default_str();
  command.add_option("--max-memory", options.max_memory, "For photos in work, such as 4G; default: half of the memory");
  command.add_option("--limit", options.limit, "Work on so many photos at most, 0: all")->capture_default_str();
  command.add_flag("--quiet", options.quiet, "Say only what goes wrong");
  command.add_option("--log", options.log, "text, or json: one object a photo on standard error")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
}

catalogue::RunOptions run_options(const WorkOptions& options) {
  catalogue::RunOptions result;
  result.device = options.device;
  result.threads = options.threads;
  result.batch = options.batch;
  result.batch_wait = std::chrono::milliseconds(options.batch_wait);
  if (!options.max_memory.empty()) result.max_memory = parse_bytes("--max-memory", options.max_memory);
  result.limit = options.limit;
  result.stop = stop_requested;
  return result;
}

LogStyle log_style(const WorkOptions& options) {
  return options.log == "json" ? LogStyle::json : LogStyle::text;
}

catalogue::RunSettings run_settings(const BatchOptions& options) {
  catalogue::RunSettings settings;
  settings.preset = options.preset;
  settings.parameters = parse_parameters(options.preset, options.parameters);
  settings.write = for_option("--write", [&] { return catalogue::parse_output_list(options.write); });
  settings.main_image.square = options.square;
  settings.main_image.fill = options.fill;
  settings.main_image.background =
      for_option("--background", [&] { return catalogue::parse_colour(options.background); });
  settings.main_image.side = options.main_side;
  settings.margin = options.margin;
  settings.quality = options.quality;
  settings.max_side = options.max_side;
  std::error_code unknown;
  if (!options.markers.empty() && !std::filesystem::is_directory(options.markers, unknown)) {
    throw Error(ErrorKind::usage, "--markers " + options.markers.string() + ": no such folder");
  }
  if (!options.markers.empty()) settings.markers = std::filesystem::absolute(options.markers).lexically_normal();
  if (!options.prior.model.empty()) {
    settings.prior = std::filesystem::absolute(options.prior.model).lexically_normal();
    settings.prior_sha256 = PriorModel(options.prior).sha256();
    for (const std::string& setting : options.prior.settings) {
      settings.prior_set += (settings.prior_set.empty() ? "" : ";") + setting;
    }
  }
  settings.shards = parse_shard(options.shard).count;
  return settings;
}

catalogue::ProposerMaker proposer_of(const catalogue::RunSettings& settings) {
  if (settings.prior.empty()) return {};
  PriorOptions options{settings.prior, {}};
  std::istringstream parts(settings.prior_set);
  for (std::string part; std::getline(parts, part, ';');) options.settings.push_back(part);
  const auto model = std::make_shared<PriorModel>(options);
  if (model->sha256() != settings.prior_sha256) {
    throw Error(ErrorKind::usage, "--prior " + settings.prior.string() +
                                      ": is not the network that this run was begun with (" + settings.prior_sha256 +
                                      ")");
  }
  return [model] { return model->make(); };
}

catalogue::Shard parse_shard(const std::string& text) {
  catalogue::Shard shard;
  const char* end = text.data() + text.size();
  const auto index = std::from_chars(text.data(), end, shard.index);
  const bool slash = index.ec == std::errc() && index.ptr != end && *index.ptr == '/';
  const auto count = slash ? std::from_chars(index.ptr + 1, end, shard.count) : index;
  if (!slash || count.ec != std::errc() || count.ptr != end || shard.count < 1 || shard.count > most_shards ||
      shard.index < 0 || shard.index >= shard.count) {
    throw Error(ErrorKind::usage, "--shard " + text + ": a shard is I/N with I from 0 to N - 1");
  }
  return shard;
}

std::uint64_t parse_bytes(const std::string& option, const std::string& text) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  const std::string_view unit(stop, static_cast<std::size_t>(end - stop));
  constexpr std::string_view units = "KMGT";
  const std::size_t place = unit.size() == 1 ? units.find(unit.front()) : std::string_view::npos;
  const unsigned shift = place == std::string_view::npos ? 0 : 10 * (static_cast<unsigned>(place) + 1);
  const bool known = unit.empty() || place != std::string_view::npos;
  if (error != std::errc() || !known || number == 0 ||
      number > (std::numeric_limits<std::uint64_t>::max() >> 1U) >> shift) {
    throw Error(ErrorKind::usage, option + " " + text + ": a size is a number with or without K, M, G or T");
  }
  return number << shift;
}

}  // namespace hesscut::command
