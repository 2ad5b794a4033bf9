#include <hesscut/error.hpp>
#include <vector>

#include "host/image/codec.hpp"
#include "host/image/decoders.hpp"
#include "host/image/files.hpp"

namespace hesscut::image {

PhotoSize photo_size(std::span<const std::uint8_t> bytes, const std::string& name, const DecodeLimits& limits) {
  switch (format_of(bytes, name)) {
    case Format::jpeg:
      return jpeg_size(bytes, name, limits);
    case Format::png:
      return png_size(bytes, name, limits);
    default:
      return webp_size(bytes, name, limits);
  }
}

PhotoSize read_photo_size(const std::filesystem::path& path, const DecodeLimits& limits) {
  constexpr std::int64_t enough = 256 << 10;  // notes of a camera, with its preview, are seldom longer than 64 KiB
  const std::string name = path.string();
  const std::vector<std::uint8_t> beginning = read_beginning(path, limits.max_file_bytes, enough);
  if (beginning.size() < enough) return photo_size(beginning, name, limits);
  if (format_of(beginning, name) == Format::jpeg) {
    try {
      return jpeg_size(beginning, name, limits);
    } catch (const Error&) {  // it may be for what is missing here: the whole file decides
    }
  }
  return photo_size(read_file(path, limits.max_file_bytes), name, limits);
}

}  // namespace hesscut::image
