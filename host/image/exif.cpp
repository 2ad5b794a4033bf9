#include "host/image/exif.hpp"

#include <libexif/exif-data.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace hesscut::image {
namespace {

constexpr std::string_view exif_prefix("Exif\0\0", 6);

struct Unreference {
  void operator()(ExifData* data) const noexcept { exif_data_unref(data); }
};

}  // namespace

int exif_orientation(ByteSpan block) {
  if (block.empty()) return 1;
  // A JPEG segment cannot hold more; PNG and WebP could, and the tag stands near the start.
  constexpr std::size_t longest = 65'533;
  std::vector<std::uint8_t> bytes;
  if (!has_tag(block, 0, exif_prefix)) bytes.assign(exif_prefix.begin(), exif_prefix.end());
  bytes.insert(bytes.end(), block.begin(),
               block.begin() + static_cast<std::ptrdiff_t>(std::min(block.size(), longest)));

  const std::unique_ptr<ExifData, Unreference> data(exif_data_new());
  if (!data) return 1;
  exif_data_unset_option(data.get(), EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);  // it would invent tags that are missing
  exif_data_set_option(data.get(), EXIF_DATA_OPTION_IGNORE_UNKNOWN_TAGS);
  exif_data_load_data(data.get(), bytes.data(), static_cast<unsigned>(bytes.size()));

  const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->data == nullptr || entry->size < 2) return 1;
  const int orientation = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

}  // namespace hesscut::image
