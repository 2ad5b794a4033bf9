#pragma once

#include <string>

#include "host/image/bytes.hpp"
#include "host/image/codec.hpp"

// One decoder a format, each for bytes that begin as its format does. Errors and limits are those of decode_photo.
namespace hesscut::image {

inline constexpr std::string_view jpeg_signature = "\xff\xd8\xff";
inline constexpr std::string_view png_signature = "\x89PNG\r\n\x1a\n";

enum class Format { jpeg, png, webp };

/// By the first bytes. Throws Error (input) where they are of none of these.
[[nodiscard]] Format format_of(ByteSpan bytes, const std::string& name);

/// Three channels, upright. A missing end-of-image marker counts as truncation: bytes that never came are not guessed.
[[nodiscard]] Image decode_jpeg(ByteSpan bytes, const std::string& name, const DecodeLimits& limits, int long_side);

/// Three channels, upright, transparent parts on white.
[[nodiscard]] Image decode_png(ByteSpan bytes, const std::string& name, const DecodeLimits& limits, int long_side);
[[nodiscard]] Image decode_webp(ByteSpan bytes, const std::string& name, const DecodeLimits& limits, int long_side);

/// The size of the upright photo, pixels undecoded. A JPEG may lack all after the header of its first scan.
[[nodiscard]] PhotoSize jpeg_size(ByteSpan bytes, const std::string& name, const DecodeLimits& limits);
[[nodiscard]] PhotoSize png_size(ByteSpan bytes, const std::string& name, const DecodeLimits& limits);
[[nodiscard]] PhotoSize webp_size(ByteSpan bytes, const std::string& name, const DecodeLimits& limits);

/// One channel, as read_labels says.
[[nodiscard]] Image decode_png_labels(ByteSpan bytes, const std::string& name, const DecodeLimits& limits);

}  // namespace hesscut::image
