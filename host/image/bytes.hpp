#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

// How the container formats spell numbers and tags. The caller has checked that the bytes are there.
namespace hesscut::image {

using ByteSpan = std::span<const std::uint8_t>;

[[nodiscard]] inline std::uint32_t big_endian_16(ByteSpan bytes, std::size_t at) {
  return std::uint32_t{bytes[at]} << 8 | std::uint32_t{bytes[at + 1]};
}

[[nodiscard]] inline std::uint32_t big_endian_32(ByteSpan bytes, std::size_t at) {
  return big_endian_16(bytes, at) << 16 | big_endian_16(bytes, at + 2);
}

[[nodiscard]] inline std::uint32_t little_endian_32(ByteSpan bytes, std::size_t at) {
  return std::uint32_t{bytes[at + 3]} << 24 | std::uint32_t{bytes[at + 2]} << 16 | std::uint32_t{bytes[at + 1]} << 8 |
         std::uint32_t{bytes[at]};
}

/// Whether `tag` stands at `at`; false where the bytes end before it does.
[[nodiscard]] inline bool has_tag(ByteSpan bytes, std::size_t at, std::string_view tag) {
  if (at > bytes.size() || bytes.size() - at < tag.size()) return false;
  for (std::size_t i = 0; i < tag.size(); ++i) {
    if (bytes[at + i] != static_cast<std::uint8_t>(tag[i])) return false;
  }
  return true;
}

}  // namespace hesscut::image
