#include "host/image/codec.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "host/image/decoders.hpp"
#include "host/image/failure.hpp"
#include "host/image/files.hpp"

namespace hesscut::image {

Format format_of(ByteSpan bytes, const std::string& name) {
  if (bytes.empty()) refuse(name, "empty file");
  if (has_tag(bytes, 0, jpeg_signature)) return Format::jpeg;
  if (has_tag(bytes, 0, png_signature)) return Format::png;
  if (has_tag(bytes, 0, "RIFF") && has_tag(bytes, 8, "WEBP")) return Format::webp;
  refuse(name, "neither a JPEG, a PNG nor a WebP");
}

Image decode_photo(std::span<const std::uint8_t> bytes, const std::string& name, const DecodeLimits& limits,
                   int long_side) {
  switch (format_of(bytes, name)) {
    case Format::jpeg:
      return decode_jpeg(bytes, name, limits, long_side);
    case Format::png:
      return decode_png(bytes, name, limits, long_side);
    default:
      return decode_webp(bytes, name, limits, long_side);
  }
}

Image read_photo(const std::filesystem::path& path, const DecodeLimits& limits, int long_side) {
  return decode_photo(read_file(path, limits.max_file_bytes), path.string(), limits, long_side);
}

Image read_labels(const std::filesystem::path& path, const DecodeLimits& limits) {
  const std::vector<std::uint8_t> bytes = read_file(path, limits.max_file_bytes);
  if (bytes.empty()) refuse(path.string(), "empty file");
  if (!has_tag(bytes, 0, png_signature)) refuse(path.string(), "not a PNG");
  return decode_png_labels(bytes, path.string(), limits);
}

bool is_photo_name(const std::filesystem::path& path) {
  constexpr std::array<std::string_view, 4> endings = {".jpg", ".jpeg", ".png", ".webp"};
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

}  // namespace hesscut::image
