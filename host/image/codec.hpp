#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include <hesscut/image.hpp>

namespace hesscut::image {

/// What a decoder may be made to allocate; checked against the header before a pixel is decoded.
struct DecodeLimits {
  std::int64_t max_pixels = 150'000'000;      ///< width x height
  int max_side = 65'535;                      ///< width and height each
  std::int64_t max_file_bytes = 512LL << 20;  ///< of the compressed file
  int max_jpeg_scans = 500;                   ///< of a progressive JPEG
};

/// Reads a photo: JPEG (grey, YCbCr, RGB, CMYK, YCCK), PNG (every depth and colour type) or WebP.
/// Returns three channels, sRGB, upright (EXIF orientation applied); transparent parts are laid on white.
/// Throws Error (input), "NAME: reason" in one line, for anything missing, damaged, truncated or beyond the limits.
[[nodiscard]] Image read_photo(const std::filesystem::path& path, const DecodeLimits& limits = {});

/// The same from memory; `name` is what errors call it.
[[nodiscard]] Image decode_photo(std::span<const std::uint8_t> bytes, const std::string& name,
                                 const DecodeLimits& limits = {});

/// Reads a marker or truth image: a grey or colour PNG, as one channel with its stored values unchanged (a palette or
/// colour PNG by its luma; 16-bit samples by their high byte; alpha ignored). Errors as for read_photo.
[[nodiscard]] Image read_labels(const std::filesystem::path& path, const DecodeLimits& limits = {});

/// PNG of one, three or four channels. compression: zlib level 0..9.
[[nodiscard]] std::vector<std::uint8_t> encode_png(const ImageView& image, int compression = 3);

/// Baseline JPEG, 4:4:4, of one or three channels. quality 1..100.
[[nodiscard]] std::vector<std::uint8_t> encode_jpeg(const ImageView& image, int quality = 92);

/// Whether the file name's ending is one that read_photo accepts (.jpg .jpeg .png .webp, any case).
[[nodiscard]] bool is_photo_name(const std::filesystem::path& path);

}  // namespace hesscut::image
