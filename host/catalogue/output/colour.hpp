#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hesscut::catalogue {

/// A colour as it is stored (sRGB).
struct Rgb {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  [[nodiscard]] bool operator==(const Rgb&) const = default;
};

inline constexpr Rgb white_colour{255, 255, 255};

/// "#rrggbb" in hexadecimal digits of either case, "white" or "black". Throws Error (usage), naming the text, for
/// anything else.
[[nodiscard]] Rgb parse_colour(std::string_view text);

/// As "#rrggbb".
[[nodiscard]] std::string colour_text(Rgb colour);

}  // namespace hesscut::catalogue
