#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

// What goes into a web page, made safe to stand there.
namespace hesscut::catalogue::html {

/// Text for an element or a quoted attribute: & < > " ' are spelled out; bytes that are no UTF-8 and control characters
/// become U+FFFD.
[[nodiscard]] std::string escaped(std::string_view text);

/// A path relative to the page as the value of href, every byte but letters, digits and -._~/ percent-encoded: it
/// cannot be taken for a scheme. Empty where the path is empty, absolute or has a part "..".
[[nodiscard]] std::string relative_link(std::string_view path);

/// With padding, on one line (RFC 4648).
[[nodiscard]] std::string base64(std::span<const std::uint8_t> bytes);

/// The SHA-256 of a script or style as a content security policy names it: 'sha256-...'.
[[nodiscard]] std::string policy_hash(std::string_view source);

/// A whole number with a comma between thousands: 12,345.
[[nodiscard]] std::string grouped(std::uint64_t number);

/// Two significant digits or a whole number: 4.2e-4, 0.031, 12, 345; "unknown" for what is not a number.
[[nodiscard]] std::string brief(double number);

/// "42%"; 0% and 100% are exact, "under 0.1%" and "over 99.9%" what is next to them; "unknown" for what is not a
/// number.
[[nodiscard]] std::string percent(double share);

/// "850 ms", "12.3 s", "4 min 20 s", "3 h 5 min".
[[nodiscard]] std::string duration(double seconds);

}  // namespace hesscut::catalogue::html
