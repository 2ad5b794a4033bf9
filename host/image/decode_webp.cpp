#include <webp/decode.h>

#include "host/image/colours.hpp"
#include "host/image/decoders.hpp"
#include "host/image/exif.hpp"
#include "host/image/failure.hpp"
#include "host/image/orientation.hpp"
#include "host/image/shrink.hpp"

namespace hesscut::image {
namespace {

constexpr std::size_t riff_header = 12;  // "RIFF", size, "WEBP"
constexpr std::size_t chunk_header = 8;  // tag, size

const char* reason(VP8StatusCode status) {
  switch (status) {
    case VP8_STATUS_OUT_OF_MEMORY:
      return "no memory left to decode the WebP";
    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED:
      return "truncated WebP";
    case VP8_STATUS_UNSUPPORTED_FEATURE:
      return "unsupported WebP";
    default:
      return "damaged WebP";
  }
}

/// The content of the EXIF chunk, empty where there is none.
ByteSpan find_exif(ByteSpan bytes) {
  std::size_t at = riff_header;
  while (at + chunk_header <= bytes.size()) {
    const std::size_t length = little_endian_32(bytes, at + 4);
    if (length > bytes.size() - at - chunk_header) break;
    if (has_tag(bytes, at, "EXIF")) return bytes.subspan(at + chunk_header, length);
    at += chunk_header + length + length % 2;
  }
  return {};
}

/// Checks what the header says, and that the file is as long as it says.
WebPBitstreamFeatures read_header(ByteSpan bytes, const std::string& name, const DecodeLimits& limits) {
  // libwebp lets the last bytes be missing, so the length that the file states is checked here.
  if (bytes.size() < riff_header || little_endian_32(bytes, 4) > bytes.size() - 8) refuse(name, "truncated WebP");

  WebPBitstreamFeatures header;
  const VP8StatusCode status = WebPGetFeatures(bytes.data(), bytes.size(), &header);
  if (status != VP8_STATUS_OK) refuse(name, reason(status));
  check_size(name, header.width, header.height, limits);
  if (header.has_animation != 0) refuse(name, "an animated WebP is not a photo");
  return header;
}

}  // namespace

PhotoSize webp_size(ByteSpan bytes, const std::string& name, const DecodeLimits& limits) {
  const WebPBitstreamFeatures header = read_header(bytes, name, limits);
  return upright(PhotoSize{header.width, header.height}, exif_orientation(find_exif(bytes)));
}

Image decode_webp(ByteSpan bytes, const std::string& name, const DecodeLimits& limits, int long_side) {
  WebPDecoderConfig config;
  if (WebPInitDecoderConfig(&config) == 0) refuse(name, "the WebP decoder did not start");
  config.input = read_header(bytes, name, limits);

  const bool has_alpha = config.input.has_alpha != 0;
  Image image(config.input.width, config.input.height, has_alpha ? 4 : 3);
  config.output.colorspace = has_alpha ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA = {image.pixels.data(), static_cast<int>(image.row_bytes()), image.pixels.size()};
  const VP8StatusCode status = WebPDecode(bytes.data(), bytes.size(), &config);
  if (status != VP8_STATUS_OK) refuse(name, reason(status));

  if (has_alpha) image = laid_on_white(image);
  return upright(shrunk_to_fit(std::move(image), long_side), exif_orientation(find_exif(bytes)));
}

}  // namespace hesscut::image
