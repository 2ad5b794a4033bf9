#include "host/image/png_chunks.hpp"

#include <algorithm>
#include <array>

#include "host/image/decoders.hpp"
#include "host/image/failure.hpp"

namespace hesscut::image {
namespace {

constexpr std::array<std::string_view, 4> for_labels = {"IHDR", "PLTE", "IDAT", "IEND"};
constexpr std::array<std::string_view, 5> for_colours = {"tRNS", "gAMA", "cHRM", "sRGB", "iCCP"};

bool is_kept(std::string_view type, PngPurpose purpose) {
  const auto listed = [type](const auto& list) { return std::find(list.begin(), list.end(), type) != list.end(); };
  return listed(for_labels) || (purpose == PngPurpose::photo && listed(for_colours));
}

}  // namespace

PngChunks read_png_chunks(ByteSpan bytes, const std::string& name, PngPurpose purpose) {
  constexpr std::size_t around = 12;  // length, type and checksum about a chunk's content
  PngChunks chunks;
  chunks.kept.reserve(bytes.size());
  chunks.kept.assign(bytes.begin(), bytes.begin() + png_signature.size());
  std::string_view type;
  for (std::size_t at = png_signature.size(); type != "IEND";) {
    const std::size_t left = bytes.size() - at;
    if (left < around) refuse(name, "truncated PNG");
    const std::size_t length = big_endian_32(bytes, at);
    if (length > left - around) refuse(name, "truncated PNG");
    const ByteSpan chunk = bytes.subspan(at, length + around);
    type = {reinterpret_cast<const char*>(chunk.data()) + 4, 4};
    if (is_kept(type, purpose)) chunks.kept.insert(chunks.kept.end(), chunk.begin(), chunk.end());
    if (type == "eXIf") chunks.exif = chunk.subspan(8, length);
    at += chunk.size();
  }
  return chunks;
}

}  // namespace hesscut::image
