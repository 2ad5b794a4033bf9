#include "host/catalogue/output/output_names.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "host/catalogue/text/digest.hpp"
#include "host/catalogue/text/utf8.hpp"

namespace hesscut::catalogue {
namespace {

constexpr std::size_t longest_part = 180;
constexpr std::size_t longest_path = 3000;
constexpr std::string_view thumbnail_ending = ".jpg";
constexpr char product_mark = '~';
constexpr std::string_view digest_mark = "~~";  // nowhere else: product names are not empty and hold no "~"

/// A code point and how many bytes it takes.
struct Point {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
};

/// The code point at the beginning of a text that is not empty; nothing where that is no valid UTF-8.
std::optional<Point> first_point(std::string_view text) {
  const auto byte = [text](std::size_t at) { return std::uint32_t{static_cast<std::uint8_t>(text[at])}; };
  const std::size_t bytes = character_length(text, 0);
  if (bytes == 0) return std::nullopt;
  if (bytes == 1) return Point{byte(0), 1};
  std::uint32_t code = byte(0) & (0xffU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) code = code << 6U | (byte(i) & 0x3fU);
  return Point{code, bytes};
}

/// Shown as they are they could not be seen, or would change how the rest is seen or understood.
bool must_be_escaped(std::uint32_t code) {
  constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 10> ranges = {{
      {0x00, 0x1f},        // control
      {0x7f, 0x9f},        // control
      {0xad, 0xad},        // soft hyphen
      {0x200b, 0x200f},    // no width, direction
      {0x2028, 0x202e},    // line and paragraph, direction
      {0x2060, 0x206f},    // no width, direction
      {0xfeff, 0xfeff},    // byte order mark
      {0xfff0, 0xfffb},    // annotations
      {0xfffe, 0xffff},    // no characters
      {0xe0000, 0xe007f},  // tags
  }};
  constexpr std::string_view special = "%~/\\:*?\"<>|";
  if (code < 0x80 && special.find(static_cast<char>(code)) != std::string_view::npos) return true;
  return std::any_of(ranges.begin(), ranges.end(),
                     [code](const auto& range) { return code >= range.first && code <= range.second; });
}

void append_escaped(std::string& text, std::string_view bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  for (const char character : bytes) {
    const auto byte = static_cast<std::uint8_t>(character);
    text += '%';
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
}

/// A part of a path, of any length. Undoing the escapes gives back the original, so no two have the same.
std::string escaped(std::string_view part) {
  if (part.empty()) return "%";
  std::string text;
  for (std::size_t at = 0; at < part.size();) {
    const std::optional<Point> point = first_point(part.substr(at));
    const std::size_t bytes = point ? point->bytes : 1;
    const bool first = at == 0;
    const bool last = at + bytes == part.size();
    const bool dot_or_blank = part[at] == '.' || part[at] == ' ';
    if (!point || must_be_escaped(point->code) || (dot_or_blank && (first || last))) {
      append_escaped(text, part.substr(at, bytes));
    } else {
      text += part.substr(at, bytes);
    }
    at += bytes;
  }
  return text;
}

bool ends_like_a_file(std::string_view part) {
  return part.ends_with(thumbnail_ending) ||
         std::any_of(output_names.begin(), output_names.end(),
                     [part](const OutputName& output) { return part.ends_with(output.ending); });
}

std::string hexadecimal(std::uint64_t number) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (unsigned shift = 64; shift > 0; shift -= 4) text += digits[number >> (shift - 4) & 15U];
  return text;
}

/// An escaped part, cut where it is too long, but not within a character or an escape.
std::string shortened(std::string part) {
  if (part.size() <= longest_part) return part;
  const std::string ending = std::string(digest_mark) + hexadecimal(short_digest(part));
  std::size_t end = longest_part - ending.size();
  while ((static_cast<std::uint8_t>(part[end]) & 0xc0U) == 0x80) --end;
  if (part[end - 1] == '%') end -= 1;
  if (part[end - 2] == '%') end -= 2;
  return part.substr(0, end) + ending;
}

std::string folder(std::string_view part) {
  std::string text = escaped(part);
  if (ends_like_a_file(text)) text.replace(text.rfind('.'), 1, "%2E");
  return shortened(std::move(text));
}

}  // namespace

std::string output_stem(std::string_view id, std::string_view product) {
  std::string path;
  for (std::size_t slash = id.find('/'); slash != std::string_view::npos; slash = id.find('/')) {
    path += folder(id.substr(0, slash)) + '/';
    id.remove_prefix(slash + 1);
  }
  std::string name = escaped(id);
  if (!product.empty()) name += product_mark + escaped(product);
  path += shortened(std::move(name));
  // Beside folders and names of files: of these none is only the mark and a digest.
  return path.size() <= longest_path ? path : std::string(digest_mark) + sha256(path);
}

std::string output_path(std::string_view id, std::string_view product, OutputKind kind) {
  return output_stem(id, product) + std::string(name_of(kind).ending);
}

std::string thumbnail_path(std::string_view id, std::string_view product) {
  return output_stem(id, product) + std::string(thumbnail_ending);
}

}  // namespace hesscut::catalogue
