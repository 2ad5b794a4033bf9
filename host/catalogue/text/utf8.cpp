#include "host/catalogue/text/utf8.hpp"

#include <cstdint>

namespace hesscut::catalogue {
namespace {

struct Range {
  unsigned first, last;
  [[nodiscard]] bool has(unsigned byte) const { return byte >= first && byte <= last; }
};

/// Where the second byte may lie: leads out overlong forms, surrogates and what is beyond U+10FFFF.
Range second_byte(unsigned lead) {
  switch (lead) {
    case 0xe0:
      return {0xa0, 0xbf};
    case 0xed:
      return {0x80, 0x9f};
    case 0xf0:
      return {0x90, 0xbf};
    case 0xf4:
      return {0x80, 0x8f};
    default:
      return {0x80, 0xbf};
  }
}

std::size_t length_by_lead(unsigned lead) {
  if (lead < 0x80) return 1;
  if (Range{0xc2, 0xdf}.has(lead)) return 2;
  if (Range{0xe0, 0xef}.has(lead)) return 3;
  return Range{0xf0, 0xf4}.has(lead) ? 4 : 0;
}

}  // namespace

std::size_t character_length(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const auto byte = [&](std::size_t i) -> unsigned { return static_cast<std::uint8_t>(text[at + i]); };
  const std::size_t length = length_by_lead(byte(0));
  if (length > text.size() - at) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!(i == 1 ? second_byte(byte(0)) : Range{0x80, 0xbf}).has(byte(i))) return 0;
  }
  return length;
}

std::string valid_utf8(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text, at);
    if (length == 0) {
      result += "\xef\xbf\xbd";
      ++at;
    } else {
      result += text.substr(at, length);
      at += length;
    }
  }
  return result;
}

}  // namespace hesscut::catalogue
