#pragma once

#include <string>
#include <vector>

#include "host/image/bytes.hpp"

namespace hesscut::image {

/// A PNG with the chunks that matter only.
struct PngChunks {
  std::vector<std::uint8_t> kept;  ///< a whole PNG again
  ByteSpan exif;                   ///< into the original bytes; empty where there is none
};

enum class PngPurpose {
  photo,   ///< keeps what the colours depend on
  labels,  ///< keeps only what the stored values depend on, so that nothing corrects them
};

/// Walks the chunks from the signature to IEND and throws Error (input) where the bytes end too soon. Notes and texts
/// are left out before libpng sees them: it would unpack up to a thousand of them, eight megabytes each.
[[nodiscard]] PngChunks read_png_chunks(ByteSpan bytes, const std::string& name, PngPurpose purpose);

}  // namespace hesscut::image
