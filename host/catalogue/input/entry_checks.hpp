#pragma once

#include <array>
#include <filesystem>
#include <hesscut/error.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/catalogue/input/entry.hpp"
#include "host/catalogue/text/text.hpp"

namespace hesscut::catalogue {

// What holds for the values of an Entry whatever they are read from. Each throws Error (input) with the bare reason;
// `naming` puts before it where the value stands.

void check_id(std::string_view id);

/// A path of a manifest as it is to be opened: relative ones from `folder`. Not empty, UTF-8, without NUL.
[[nodiscard]] std::filesystem::path checked_path(std::string_view text, const std::filesystem::path& folder);

/// x, y, width, height: whole numbers that an int holds, width and height at least 1.
[[nodiscard]] Box checked_box(const std::array<double, 4>& numbers);

/// "" or letters, digits, dot, underscore and hyphen, at most 64 bytes.
void check_product_name(std::string_view name);

/// Empty, or the name of a preset.
void check_preset(std::string_view preset);

/// Names and values that set_parameter takes after the preset, each name once. The preset must have been checked.
void check_settings(std::string_view preset, const std::vector<std::pair<std::string, std::string>>& settings);

/// Adds the output of that name, which must not be among `kinds` yet.
void add_output(std::vector<OutputKind>& kinds, std::string_view name);

/// Runs `check`; an Error from it becomes an Error (input) "WHAT 'NAME': reason".
template <typename Check>
void naming(std::string_view what, std::string_view name, const Check& check) {
  try {
    check();
  } catch (const Error& error) {
    throw Error(ErrorKind::input, std::string(what) + " " + in_quotes(name) + ": " + error.what());
  }
}

/// Runs `check`; an Error from it becomes an Error (input) "PLACE: reason", or the bare reason without a place; either
/// is one line.
template <typename Check>
void naming_place(const std::string& place, const Check& check) {
  try {
    check();
  } catch (const Error& error) {
    throw Error(ErrorKind::input, (place.empty() ? "" : place + ": ") + printable(error.what()));
  }
}

}  // namespace hesscut::catalogue
