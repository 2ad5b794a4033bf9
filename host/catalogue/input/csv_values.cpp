#include "host/catalogue/input/csv_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <hesscut/error.hpp>

#include "host/catalogue/input/entry_checks.hpp"
#include "host/catalogue/text/text.hpp"

namespace hesscut::catalogue {
namespace {

/// The parts of a text between any of the separators that are not blank, without blanks at their ends.
std::vector<std::string_view> parts_of(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    if (const std::string_view part = trimmed(text.substr(0, end)); !part.empty()) parts.push_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// Exactly so many numbers with commas between; false for anything else.
template <std::size_t count>
bool read_numbers(std::string_view text, std::array<double, count>& numbers) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t end = i + 1 < count ? text.find(',') : text.size();
    if (end == std::string_view::npos) return false;
    const std::string_view part = trimmed(text.substr(0, end));
    const auto [stop, error] = std::from_chars(part.data(), part.data() + part.size(), numbers.at(i));
    if (error != std::errc() || stop != part.data() + part.size() || !std::isfinite(numbers.at(i))) return false;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return true;
}

}  // namespace

std::vector<Point> parse_points(std::string_view text) {
  std::vector<Point> points;
  for (const std::string_view part : parts_of(text, "; \t\r\n")) {
    std::array<double, 2> numbers{};
    if (!read_numbers(part, numbers)) {
      throw Error(ErrorKind::input, in_quotes(part) + " is no point x,y; points are separated by semicolons or blanks");
    }
    points.push_back({numbers[0], numbers[1]});
  }
  return points;
}

Box parse_box(std::string_view text) {
  std::array<double, 4> numbers{};
  if (!read_numbers(text, numbers)) throw Error(ErrorKind::input, in_quotes(text) + " is no box x,y,width,height");
  return checked_box(numbers);
}

std::vector<std::pair<std::string, std::string>> parse_settings(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> settings;
  for (const std::string_view part : parts_of(text, ";")) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      throw Error(ErrorKind::input, in_quotes(part) + " is no setting name=value");
    }
    settings.emplace_back(trimmed(part.substr(0, equals)), trimmed(part.substr(equals + 1)));
  }
  return settings;
}

std::vector<OutputKind> parse_outputs(std::string_view text) {
  std::vector<OutputKind> kinds;
  for (const std::string_view part : parts_of(text, ",; \t\r\n")) add_output(kinds, part);
  return kinds;
}

}  // namespace hesscut::catalogue
