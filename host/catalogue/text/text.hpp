#pragma once

#include <string>
#include <string_view>

namespace hesscut::catalogue {

/// Whether the text is UTF-8 throughout: nothing overlong, no surrogates, nothing beyond U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

/// The text as one line of UTF-8: control characters and bytes that are no UTF-8 become \xNN.
[[nodiscard]] std::string printable(std::string_view text);

/// For messages: printable, in single quotes, cut short beyond 80 bytes.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// Without the spaces, tabs and line ends at both its ends.
[[nodiscard]] std::string_view trimmed(std::string_view text);

}  // namespace hesscut::catalogue
