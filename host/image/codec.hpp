#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <hesscut/image.hpp>

namespace hesscut::image {

/// What a decoder may be made to allocate; checked against the header before a pixel is decoded.
struct DecodeLimits {
  std::int64_t max_pixels = 150'000'000;      ///< width x height
  int max_side = 65'535;                      ///< width and height each
  std::int64_t max_file_bytes = 512LL << 20;  ///< of the compressed file
  int max_jpeg_scans = 100;  ///< each is a pass over the image for next to no bytes; 10 are usual, 500 the most
};

/// Reads a photo: JPEG (grey, YCbCr, RGB, CMYK, YCCK), PNG (every depth and colour type) or WebP.
/// The bytes say which, not the name. Returns three channels, sRGB, upright (EXIF orientation applied); transparent
/// parts are laid on white, and inks become colours without a colour profile.
/// long_side: where the photo's longer side has more pixels, it is shrunk to that many, by the means of areas (which
/// costs a JPEG less than its full size would); 0: the photo's own size. Limits hold for the size before.
/// Throws Error (input), "NAME: reason" in one line, for anything missing, damaged, truncated or beyond the limits.
[[nodiscard]] Image read_photo(const std::filesystem::path& path, const DecodeLimits& limits = {}, int long_side = 0);

/// The same from memory; `name` is what errors call it.
[[nodiscard]] Image decode_photo(std::span<const std::uint8_t> bytes, const std::string& name,
                                 const DecodeLimits& limits = {}, int long_side = 0);

/// The size of a photo as read_photo delivers it at its own size.
struct PhotoSize {
  int width = 0;
  int height = 0;
};

/// What a photo's header says of its size; pixels are not decoded, so they may be damaged. Reads the first 256 KiB of
/// the file, and all of it only where they do not tell: what turns a PNG or WebP may stand at its end. Errors as for
/// read_photo.
[[nodiscard]] PhotoSize read_photo_size(const std::filesystem::path& path, const DecodeLimits& limits = {});

/// The same from memory.
[[nodiscard]] PhotoSize photo_size(std::span<const std::uint8_t> bytes, const std::string& name,
                                   const DecodeLimits& limits = {});

/// Reads a marker or truth image: a grey or colour PNG, as one channel with its stored values unchanged (a palette or
/// colour PNG by its luma; 1, 2 and 4 bits spread and 16 bits scaled to 0..255; alpha, gamma and orientation ignored).
/// Errors as for read_photo.
[[nodiscard]] Image read_labels(const std::filesystem::path& path, const DecodeLimits& limits = {});

/// PNG of one, three or four channels. compression: zlib level 0..9. Throws Error (output) for want of memory.
[[nodiscard]] std::vector<std::uint8_t> encode_png(const ImageView& image, int compression = 3);

/// Baseline JPEG, 4:4:4, of one or three channels. quality 1..100. Throws Error (output) beyond 65500 pixels a side.
[[nodiscard]] std::vector<std::uint8_t> encode_jpeg(const ImageView& image, int quality = 92);

/// Whether the file name's ending is one that read_photo accepts (.jpg .jpeg .png .webp, any case).
[[nodiscard]] bool is_photo_name(const std::filesystem::path& path);

}  // namespace hesscut::image
