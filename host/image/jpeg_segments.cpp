#include "host/image/jpeg_segments.hpp"

#include <algorithm>

#include "host/image/exif.hpp"

namespace hesscut::image {
namespace {

enum Marker : std::uint8_t {
  stuffing = 0x00,  // not a marker: a sample byte 0xff is written as 0xff 0x00
  temporary = 0x01,
  restart_first = 0xd0,
  restart_last = 0xd7,
  end_of_image = 0xd9,
  start_of_scan = 0xda,
  application_1 = 0xe1,
  application_14 = 0xee,
  fill = 0xff,
};

bool is_alone(std::uint8_t marker) {
  return marker == temporary || (marker >= restart_first && marker <= restart_last);
}

/// The place of the marker after the coded data that begin at `at`, or the end of the bytes.
std::size_t end_of_scan(ByteSpan bytes, std::size_t at) {
  for (;;) {
    at = static_cast<std::size_t>(std::find(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end(), 0xff) -
                                  bytes.begin());
    if (at + 1 >= bytes.size()) return bytes.size();
    if (bytes[at + 1] != stuffing && !is_alone(bytes[at + 1])) return at;
    at += 2;
  }
}

void note(JpegNotes& notes, std::uint8_t marker, ByteSpan content) {
  constexpr std::string_view exif_name("Exif\0\0", 6);
  const bool first = notes.orientation == 1;
  if (marker == application_1 && first && has_tag(content, 0, exif_name)) notes.orientation = exif_orientation(content);
  if (marker == application_14 && has_tag(content, 0, "Adobe")) notes.adobe = true;
}

}  // namespace

JpegNotes read_jpeg_notes(ByteSpan bytes) {
  JpegNotes notes;
  std::size_t at = 2;
  while (at + 4 <= bytes.size()) {
    const std::uint8_t marker = bytes[at + 1];
    if (bytes[at] != 0xff || marker == end_of_image) return notes;
    if (marker == fill || is_alone(marker)) {
      at += marker == fill ? 1 : 2;
      continue;
    }
    const std::size_t length = big_endian_16(bytes, at + 2);
    if (length < 2) return notes;
    if (length > bytes.size() - at - 2) break;
    if (notes.scans == 0) note(notes, marker, bytes.subspan(at + 4, length - 2));
    at += 2 + length;
    if (marker == start_of_scan) {
      ++notes.scans;
      at = end_of_scan(bytes, at);
    }
  }
  notes.truncated = notes.scans == 0;
  return notes;
}

}  // namespace hesscut::image
