#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace hesscut::catalogue {

/// SHA-256 as 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::string sha256(std::string_view text);

/// The first eight bytes of the SHA-256, most significant first: shards and look-ups go by it.
[[nodiscard]] std::uint64_t short_digest(std::string_view text);

}  // namespace hesscut::catalogue
