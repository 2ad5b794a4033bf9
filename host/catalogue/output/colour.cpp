#include "host/catalogue/output/colour.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <hesscut/error.hpp>
#include <optional>
#include <string>

namespace hesscut::catalogue {
namespace {

std::optional<std::uint8_t> hexadecimal_byte(std::string_view digits) {
  std::uint8_t value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, 16);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

}  // namespace

Rgb parse_colour(std::string_view text) {
  if (text == "white") return white_colour;
  if (text == "black") return {0, 0, 0};
  if (text.size() == 7 && text.front() == '#') {
    const auto red = hexadecimal_byte(text.substr(1, 2));
    const auto green = hexadecimal_byte(text.substr(3, 2));
    const auto blue = hexadecimal_byte(text.substr(5, 2));
    if (red && green && blue) return {*red, *green, *blue};
  }
  throw Error(ErrorKind::usage, "colour '" + std::string(text) + "' is not #rrggbb, white or black");
}

std::string colour_text(Rgb colour) {
  std::array<char, sizeof "#rrggbb"> text{};
  std::snprintf(text.data(), text.size(), "#%02x%02x%02x", colour.red, colour.green, colour.blue);
  return text.data();
}

}  // namespace hesscut::catalogue
