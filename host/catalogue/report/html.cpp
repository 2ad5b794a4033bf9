#include "host/catalogue/report/html.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "host/catalogue/text/digest.hpp"
#include "host/catalogue/text/utf8.hpp"

namespace hesscut::catalogue::html {
namespace {

constexpr std::string_view unknown_character = "\xef\xbf\xbd";
constexpr std::string_view unknown = "unknown";

bool is_control(std::string_view character) {
  const auto first = static_cast<std::uint8_t>(character[0]);
  if (character.size() == 1) return first < 0x20 || first == 0x7f;
  return character.size() == 2 && first == 0xc2 && static_cast<std::uint8_t>(character[1]) < 0xa0;
}

std::string_view escape_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

bool stays_in_links(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || std::string_view("-._~/").find(c) != std::string_view::npos;
}

bool stays_below(std::string_view path) {
  if (path.empty() || path.front() == '/') return false;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (path.substr(0, end) == "..") return false;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return true;
}

template <typename... Numbers>
std::string printed(const char* format, Numbers... numbers) {
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), format, numbers...);
  return buffer.data();
}

/// "1.0e-03" as "1e-03".
std::string without_zero(std::string text) {
  const std::size_t at = text.find(".0");
  return at == std::string::npos ? text : text.erase(at, 2);
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text, at);
    const std::string_view character = text.substr(at, std::max<std::size_t>(length, 1));
    const std::string_view escape = length == 1 ? escape_of(character[0]) : std::string_view();
    if (length == 0 || is_control(character)) {
      result += unknown_character;
    } else {
      result += escape.empty() ? character : escape;
    }
    at += character.size();
  }
  return result;
}

std::string relative_link(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  if (!stays_below(path)) return {};
  std::string link;
  for (const char c : path) {
    if (stays_in_links(c)) {
      link += c;
    } else {
      const auto byte = static_cast<std::uint8_t>(c);
      link += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
  }
  return link;
}

std::string base64(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) group = group << 8U | (k < count ? bytes[i + k] : 0U);
    for (std::size_t k = 0; k < 4; ++k) text += k <= count ? digits[group >> (18 - 6 * k) & 63U] : '=';
  }
  return text;
}

std::string policy_hash(std::string_view source) {
  const std::string digest = sha256(source);
  std::vector<std::uint8_t> bytes;
  for (std::size_t i = 0; i < digest.size(); i += 2) {
    bytes.push_back(static_cast<std::uint8_t>(std::stoi(digest.substr(i, 2), nullptr, 16)));
  }
  return "'sha256-" + base64(bytes) + "'";
}

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, 1, ',');
  return text;
}

std::string brief(double number) {
  if (std::isnan(number)) return std::string(unknown);
  if (std::isinf(number)) return number > 0 ? "infinite" : "-infinite";
  const double size = std::fabs(number);
  if (size == 0) return "0";
  if (size >= 9.95) return printed("%.0f", number);
  if (size >= 0.995) return without_zero(printed("%.1f", number));
  if (size >= 0.0995) return printed("%.2f", number);
  if (size >= 0.00995) return printed("%.3f", number);
  std::string text = without_zero(printed("%.1e", number));  // 4.2e-04
  const std::size_t exponent = text.find('e') + 2;
  while (text[exponent] == '0') text.erase(exponent, 1);
  return text;
}

std::string percent(double share) {
  if (!std::isfinite(share)) return std::string(unknown);
  if (share > 0 && share < 0.0005) return "under 0.1%";
  if (share >= 0.9995 && share < 1) return "over 99.9%";  // never all, or none, by rounding alone
  const bool near_an_end = (share > 0 && share < 0.095) || (share >= 0.995 && share < 1);
  return printed(near_an_end ? "%.1f%%" : "%.0f%%", 100 * share);
}

std::string duration(double seconds) {
  if (!std::isfinite(seconds) || seconds < 0 || seconds > 1e12) return std::string(unknown);
  if (seconds < 0.9995) return printed("%.0f ms", 1000 * seconds);
  if (seconds < 59.95) return printed("%.1f s", seconds);
  const auto whole = std::llround(seconds);
  if (whole < 3600) return printed("%lld min %lld s", whole / 60, whole % 60);
  return printed("%lld h %lld min", whole / 3600, whole % 3600 / 60);
}

}  // namespace hesscut::catalogue::html
