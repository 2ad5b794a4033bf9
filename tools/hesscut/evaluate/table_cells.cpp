#include "tools/hesscut/evaluate/table_cells.hpp"

#include <array>
#include <cstdio>

namespace hesscut::evaluate {

std::string number(double value, int decimals) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  return text.data();
}

std::string scientific(double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.3e", value);
  return text.data();
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string padded(const std::string& text, std::size_t width) {
  return text.size() >= width ? text : std::string(width - text.size(), ' ') + text;
}

}  // namespace hesscut::evaluate
