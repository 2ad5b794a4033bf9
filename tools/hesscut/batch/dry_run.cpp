#include "tools/hesscut/batch/dry_run.hpp"

#include <cstdio>
#include <filesystem>
#include <string>

#include "host/catalogue/journal/journal.hpp"
#include "host/catalogue/output/output_names.hpp"
#include "tools/hesscut/stop_signals.hpp"

namespace hesscut::command {
namespace {

std::string outputs_of(const catalogue::Entry& entry, const catalogue::RunSettings& settings) {
  std::string text;
  const auto add = [&](const std::string& product) {
    for (const catalogue::OutputKind kind : entry.write.empty() ? settings.write : entry.write) {
      text += (text.empty() ? "" : " ") + std::string(catalogue::RunFolder::images) + "/" +
              catalogue::output_path(entry.id, product, kind);
    }
  };
  if (entry.products.empty()) add("");
  for (const catalogue::Product& product : entry.products) add(product.name);
  return text;
}

}  // namespace

ExitCode dry_run(catalogue::Source& source, const catalogue::RunFolder& folder, const catalogue::RunSettings& settings,
                 const catalogue::Shard& shard) {
  std::error_code unknown;
  if (std::filesystem::exists(folder.run_file(), unknown)) catalogue::keep_settings(folder, settings);
  const catalogue::JournalIndex journal = catalogue::read_journal(folder.journal(shard));
  std::size_t items = 0;
  std::size_t troubles = 0;
  while (const auto entry = source.next()) {
    if (stop_requested()) return exit_stopped;
    if (!catalogue::belongs_to(entry->id, shard)) continue;
    ++items;
    if (!entry->trouble.empty()) {
      ++troubles;
      say_error(entry->trouble);
      continue;
    }
    const auto position = journal.find(entry->id);
    const std::string state = position ? std::string(status_name(position->status)) : "new";
    std::printf("%s\t%s\t%s\n", state.c_str(), one_line(entry->id).c_str(), outputs_of(*entry, settings).c_str());
  }
  std::printf("%zu items, %zu of them cannot be used\n", items, troubles);
  return troubles > 0 ? exit_failed : exit_done;
}

}  // namespace hesscut::command
