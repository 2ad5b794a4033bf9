#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hesscut::catalogue {

/// Bytes of the UTF-8 character that begins at `at`, 1..4; 0 where none begins there.
[[nodiscard]] std::size_t character_length(std::string_view text, std::size_t at);

/// The text with U+FFFD in place of every byte that belongs to no UTF-8 character: file names hold any bytes, JSON and
/// web pages do not.
[[nodiscard]] std::string valid_utf8(std::string_view text);

}  // namespace hesscut::catalogue
