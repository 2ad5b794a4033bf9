#pragma once

#include <cstdint>
#include <cstring>

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>

/// Labels as images hold them.

namespace hesscut::segment {

inline constexpr auto foreground = static_cast<std::uint8_t>(Label::foreground);
inline constexpr auto background = static_cast<std::uint8_t>(Label::background);
inline constexpr auto unmarked = static_cast<std::uint8_t>(Label::unmarked);

/// Whether any pixel of the image, one channel, has the value.
[[nodiscard]] inline bool holds(const Image& labels, std::uint8_t value) {
  return !labels.pixels.empty() && std::memchr(labels.pixels.data(), value, labels.pixels.size()) != nullptr;
}

}  // namespace hesscut::segment
