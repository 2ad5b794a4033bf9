#include "host/catalogue/input/entry_checks.hpp"

#include <algorithm>
#include <cmath>
#include <hesscut/parameters.hpp>
#include <limits>
#include <set>

#include "host/catalogue/input/item_id.hpp"

namespace hesscut::catalogue {
namespace {

[[noreturn]] void refuse(const std::string& reason) {
  throw Error(ErrorKind::input, reason);
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

constexpr std::size_t longest_word = 256;  // names and values come back in messages

Preset preset_or_default(std::string_view preset) {
  if (preset.size() > longest_word) refuse(in_quotes(preset) + " is no preset");
  return preset.empty() ? Preset::product : preset_from_name(preset);
}

}  // namespace

void check_id(std::string_view id) {
  if (const std::string objection = objection_to_id(id); !objection.empty()) refuse(objection);
}

std::filesystem::path checked_path(std::string_view text, const std::filesystem::path& folder) {
  if (text.empty()) refuse("a path must not be empty");
  if (text.find('\0') != std::string_view::npos) refuse("a path must not hold a NUL");
  if (!is_utf8(text)) refuse("a path must be UTF-8");
  return folder / text;
}

Box checked_box(const std::array<double, 4>& numbers) {
  const auto is_int = [](double number) {
    return number == std::trunc(number) && number >= std::numeric_limits<int>::min() &&
           number <= std::numeric_limits<int>::max();
  };
  if (!std::ranges::all_of(numbers, is_int) || numbers[2] < 1 || numbers[3] < 1) {
    refuse("a box is x, y, width, height in whole photo pixels, width and height at least 1");
  }
  const auto whole = [&numbers](std::size_t i) { return static_cast<int>(numbers.at(i)); };
  return {whole(0), whole(1), whole(2), whole(3)};
}

void check_product_name(std::string_view name) {
  constexpr std::size_t longest = 64;
  if (name.size() > longest || !std::ranges::all_of(name, is_name_character)) {
    refuse(in_quotes(name) + " is no name of a product: up to 64 letters, digits, '.', '_' and '-'");
  }
}

void check_preset(std::string_view preset) {
  (void)preset_or_default(preset);
}

void check_settings(std::string_view preset, const std::vector<std::pair<std::string, std::string>>& settings) {
  Parameters parameters = preset_parameters(preset_or_default(preset));
  std::set<std::string_view> names;
  for (const auto& [name, value] : settings) {
    if (!names.insert(name).second) refuse(in_quotes(name) + " is given twice");
    if (name.size() > longest_word || value.size() > longest_word) refuse(in_quotes(name) + ": longer than 256 bytes");
    set_parameter(parameters, name, value);
  }
}

void add_output(std::vector<OutputKind>& kinds, std::string_view name) {
  const std::optional<OutputKind> kind = output_kind(name);
  if (!kind) {
    std::string known;
    for (const OutputName& output : output_names) known += (known.empty() ? "" : ", ") + std::string(output.name);
    refuse(in_quotes(name) + " is not one of " + known);
  }
  if (std::ranges::find(kinds, *kind) != kinds.end()) refuse(in_quotes(name) + " is given twice");
  kinds.push_back(*kind);
}

}  // namespace hesscut::catalogue
