#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <hesscut/parameters.hpp>
#include <string>
#include <vector>

#include "tools/hesscut/commands.hpp"

namespace hesscut::command {
namespace {

using Table = std::vector<std::vector<std::string>>;

/// Columns as wide as their widest entry, two spaces apart.
void print_table(const Table& table) {
  std::vector<std::size_t> widths;
  for (const auto& row : table) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  for (const auto& row : table) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line += std::string(widths[i] - row[i].size() + 2, ' ');
    }
    std::puts(line.c_str());
  }
}

int print_presets() {
  Table values{{"parameter"}};
  for (const Preset preset : all_presets()) values[0].emplace_back(preset_name(preset));
  Table meanings{{"parameter", "range", "meaning"}};
  for (const ParameterInfo& info : parameter_infos()) {
    std::vector<std::string> row{std::string(info.name)};
    for (const Preset preset : all_presets()) row.push_back(get_parameter(preset_parameters(preset), info.name));
    values.push_back(std::move(row));
    meanings.push_back({std::string(info.name), std::string(info.range), std::string(info.meaning)});
  }
  std::puts("Defaults by preset (--preset NAME, changed with --set PARAMETER=VALUE):\n");
  print_table(values);
  std::puts("");
  print_table(meanings);
  return 0;
}

}  // namespace

void add_presets(CLI::App& app, Action& action) {
  app.add_subcommand("presets", "Prints every preset's parameters, their ranges and meanings")->callback([&action] {
    action = print_presets;
  });
}

}  // namespace hesscut::command
