#pragma once

#include "host/image/bytes.hpp"

namespace hesscut::image {

/// What TurboJPEG does not tell of a JPEG.
struct JpegNotes {
  int orientation = 1;
  bool adobe = false;  ///< written by Adobe's programs or after their manner
  int scans = 0;
  bool truncated = false;  ///< ahead of the first scan; TurboJPEG would take that for all kinds of damage
};

/// Walks the segments, skipping what the scans hold. Stops at anything odd: the decoder is the one to complain.
[[nodiscard]] JpegNotes read_jpeg_notes(ByteSpan bytes);

}  // namespace hesscut::image
