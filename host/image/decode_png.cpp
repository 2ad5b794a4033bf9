#include <png.h>

#include "host/image/colours.hpp"
#include "host/image/decoders.hpp"
#include "host/image/exif.hpp"
#include "host/image/failure.hpp"
#include "host/image/orientation.hpp"
#include "host/image/png_chunks.hpp"
#include "host/image/shrink.hpp"

namespace hesscut::image {
namespace {

/// libpng's simplified reader: it returns from errors instead of jumping over destructors, and prints nothing.
class PngReader {
 public:
  /// Both must outlive the reader.
  PngReader(ByteSpan bytes, const std::string& name) : name_(name) {
    png_.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&png_, bytes.data(), bytes.size()) == 0) fail();
    png_.flags |= PNG_IMAGE_FLAG_16BIT_sRGB;  // without it, 16-bit samples would be taken as linear light
  }
  ~PngReader() { png_image_free(&png_); }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;

  [[nodiscard]] std::int64_t width() const { return png_.width; }
  [[nodiscard]] std::int64_t height() const { return png_.height; }
  [[nodiscard]] bool has_alpha() const { return (png_.format & PNG_FORMAT_FLAG_ALPHA) != 0; }
  [[nodiscard]] bool has_colour() const { return (png_.format & PNG_FORMAT_FLAG_COLOR) != 0; }

  /// format: one of libpng's with 8 bits a sample. The size must have been checked.
  [[nodiscard]] Image read(png_uint_32 format) {
    png_.format = format;
    Image image(static_cast<int>(png_.width), static_cast<int>(png_.height),
                static_cast<int>(PNG_IMAGE_PIXEL_CHANNELS(format)));
    if (png_image_finish_read(&png_, nullptr, image.pixels.data(), 0, nullptr) == 0) fail();
    return image;
  }

 private:
  [[noreturn]] void fail() const { refuse(name_, std::string("damaged PNG (") + png_.message + ")"); }

  const std::string& name_;
  png_image png_{};
};

}  // namespace

Image decode_png(ByteSpan bytes, const std::string& name, const DecodeLimits& limits, int long_side) {
  const PngChunks chunks = read_png_chunks(bytes, name, PngPurpose::photo);
  PngReader reader(chunks.kept, name);
  check_size(name, reader.width(), reader.height(), limits);
  Image image = reader.has_alpha() ? laid_on_white(reader.read(PNG_FORMAT_RGBA)) : reader.read(PNG_FORMAT_RGB);
  return upright(shrunk_to_fit(std::move(image), long_side), exif_orientation(chunks.exif));
}

PhotoSize png_size(ByteSpan bytes, const std::string& name, const DecodeLimits& limits) {
  const PngChunks chunks = read_png_chunks(bytes, name, PngPurpose::photo);
  const PngReader reader(chunks.kept, name);
  check_size(name, reader.width(), reader.height(), limits);
  return upright(PhotoSize{static_cast<int>(reader.width()), static_cast<int>(reader.height())},
                 exif_orientation(chunks.exif));
}

Image decode_png_labels(ByteSpan bytes, const std::string& name, const DecodeLimits& limits) {
  const PngChunks chunks = read_png_chunks(bytes, name, PngPurpose::labels);
  PngReader reader(chunks.kept, name);
  check_size(name, reader.width(), reader.height(), limits);
  // Alpha is read and then dropped: asked for a format without it, libpng would blend the values with a background.
  if (reader.has_colour()) return luma(reader.read(reader.has_alpha() ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB));
  return reader.has_alpha() ? luma(reader.read(PNG_FORMAT_GA)) : reader.read(PNG_FORMAT_GRAY);
}

}  // namespace hesscut::image
