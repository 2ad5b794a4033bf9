#include "host/catalogue/work/merge.hpp"

#include <cerrno>
#include <fstream>
#include <functional>
#include <hesscut/error.hpp>
#include <hesscut/version.hpp>
#include <nlohmann/json.hpp>
#include <system_error>

#include "host/catalogue/journal/disk_records.hpp"
#include "host/catalogue/journal/pass.hpp"
#include "host/catalogue/journal/run_settings.hpp"
#include "host/catalogue/report/prometheus.hpp"
#include "host/catalogue/report/report.hpp"
#include "host/catalogue/report/results.hpp"
#include "host/catalogue/report/summary.hpp"
#include "host/image/files.hpp"

namespace hesscut::catalogue {
namespace {

/// Whether the last pass over a shard has left nothing to do.
bool is_complete(const std::vector<std::string>& passes) {
  return !passes.empty() && pass_from_json(passes.back()).complete;
}

std::vector<int> missing_of(const DiskRecords& records, int shards) {
  std::vector<int> missing;
  for (int shard = 0; shard < shards; ++shard) {
    if (!is_complete(records.passes(shard))) missing.push_back(shard);
  }
  return missing;
}

std::string settings_json(const NamedSettings& settings) {
  nlohmann::ordered_json json;
  for (const auto& [name, value] : settings) json[name] = value;
  return json.dump();
}

/// The run as a whole: all passes of all shards together.
RunFacts facts_of(const RunFolder& folder, const DiskRecords& records, const NamedSettings& settings, int shards) {
  RunFacts all;
  bool first = true;
  for (int shard = 0; shard < shards; ++shard) {
    for (const std::string& text : records.passes(shard)) {
      const Pass pass = pass_from_json(text);
      if (pass.finished.empty()) continue;
      RunFacts facts;
      facts.started = pass.started;
      facts.finished = pass.finished;
      facts.times = pass.times;
      all = first ? facts : merge(all, facts);
      first = false;
    }
  }
  all.name = folder.name();
  all.version = HESSCUT_VERSION;
  all.settings = settings_json(settings);
  all.tolerance = settings_from(settings).parameters.tolerance;
  all.complete = missing_of(records, shards).empty();
  return all;
}

/// Lets `write` fill a file beside, which takes the place of the old one when it is whole.
void replace_file(const std::filesystem::path& file, const std::function<void(std::ostream&)>& write) {
  const std::filesystem::path beside = file.string() + ".part";
  try {
    std::ofstream stream;
    stream.exceptions(std::ios::failbit | std::ios::badbit);  // at once, while the reason is known
    stream.open(beside, std::ios::binary | std::ios::trunc);
    write(stream);
    stream.close();
  } catch (const std::ios_base::failure&) {
    const int reason = errno;
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    throw Error(ErrorKind::output, file.string() + ": " + std::generic_category().message(reason));
  }
  image::put_in_place(beside, file);
}

}  // namespace

std::vector<int> missing_shards(const RunFolder& folder) {
  const int shards = run_settings_of(folder).shards;
  std::vector<int> missing;
  for (int shard = 0; shard < shards; ++shard) {
    if (!is_complete(read_journal(folder.journal({shard, shards})).passes)) missing.push_back(shard);
  }
  return missing;
}

RunState merge_run(const RunFolder& folder) {
  const NamedSettings settings = kept_settings(folder);
  const int shards = settings_from(settings).shards;
  const DiskRecords records(folder, shards);
  const RunFacts facts = facts_of(folder, records, settings, shards);
  Statistics statistics(0);
  replace_file(folder.results(), [&](std::ostream& out) { statistics = write_results(records, out); });
  replace_file(folder.summary(), [&](std::ostream& out) { out << summary_json(facts, statistics); });
  replace_file(folder.merged_metrics(),
               [&](std::ostream& out) { out << prometheus_text(run_metrics(facts, statistics)); });
  replace_file(folder.report(),
               [&](std::ostream& out) { write_report(out, records, statistics, facts, folder.root()); });
  return {shards, missing_of(records, shards), statistics.items(ItemStatus::done), statistics.items(ItemStatus::failed),
          statistics.items(ItemStatus::deferred)};
}

}  // namespace hesscut::catalogue
