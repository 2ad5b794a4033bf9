#include <png.h>
#include <turbojpeg.h>
#include <zlib.h>

#include <array>
#include <csetjmp>
#include <cstdio>
#include <hesscut/error.hpp>
#include <memory>

#include "host/image/codec.hpp"
#include "host/image/failure.hpp"

namespace hesscut::image {
namespace {

/// Where libpng writes to, and what it said when it gave up.
struct PngSink {
  std::vector<std::uint8_t> bytes;
  std::array<char, 128> message{};
};

[[noreturn]] void png_failed(png_structp png, png_const_charp message) {
  auto* sink = static_cast<PngSink*>(png_get_error_ptr(png));
  std::snprintf(sink->message.data(), sink->message.size(), "%s", message);
  png_longjmp(png, 1);
}

void png_warned(png_structp /*png*/, png_const_charp /*message*/) {}

void png_wrote(png_structp png, png_bytep data, std::size_t size) {
  auto* sink = static_cast<PngSink*>(png_get_io_ptr(png));
  bool stored = true;
  try {
    sink->bytes.insert(sink->bytes.end(), data, data + size);
  } catch (const std::exception&) {
    stored = false;  // an exception must not cross libpng, and a jump must not leave the handler
  }
  if (!stored) png_error(png, "out of memory");
}

void png_flushed(png_structp /*png*/) {}

/// One channel of 0 and 255 alone.
bool is_mask(const ImageView& image) {
  if (image.channels != 1) return false;
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* const row = image.row(y);
    unsigned other = 0;
    for (int x = 0; x < image.width; ++x) other |= static_cast<std::uint8_t>(row[x] + 1) & 0xfeU;
    if (other != 0) return false;
  }
  return true;
}

/// How rows are prepared and searched for what repeats.
struct PngMethod {
  int filters = PNG_ALL_FILTERS;
  int strategy = Z_FILTERED;
};

PngMethod method_for(const ImageView& image) {
  if (is_mask(image)) return {PNG_FILTER_NONE, Z_RLE};
  if (image.channels == 4) return {PNG_FILTER_UP, Z_FILTERED};
  return {};
}

/// The handles that the full writer of libpng needs; the simplified one has no compression level.
class PngWriter {
 public:
  PngWriter() : png_(png_create_write_struct(PNG_LIBPNG_VER_STRING, &sink_, png_failed, png_warned)) {
    if (png_ != nullptr) info_ = png_create_info_struct(png_);
  }
  ~PngWriter() { png_destroy_write_struct(&png_, &info_); }
  PngWriter(const PngWriter&) = delete;
  PngWriter& operator=(const PngWriter&) = delete;

  std::vector<std::uint8_t> write(const ImageView& image, int compression) {
    if (info_ == nullptr) cannot_write("PNG", "out of memory");
    if (!write_or_jump(image, compression, method_for(image))) cannot_write("PNG", sink_.message.data());
    return std::move(sink_.bytes);
  }

 private:
  /// False where libpng gave up. libpng leaves from inside its calls by a jump back to setjmp: nothing in here may have
  /// a destructor.
  bool write_or_jump(const ImageView& image, int compression, const PngMethod& method) {
    constexpr std::array<int, 5> colour_types = {0, PNG_COLOR_TYPE_GRAY, 0, PNG_COLOR_TYPE_RGB, PNG_COLOR_TYPE_RGBA};
    if (setjmp(png_jmpbuf(png_)) != 0) return false;
    png_set_write_fn(png_, &sink_, png_wrote, png_flushed);
    png_set_user_limits(png_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_IHDR(png_, info_, static_cast<png_uint_32>(image.width), static_cast<png_uint_32>(image.height), 8,
                 colour_types.at(image.channels), PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png_, compression);
    png_set_compression_strategy(png_, method.strategy);
    png_set_filter(png_, PNG_FILTER_TYPE_BASE, method.filters);
    png_write_info(png_, info_);
    for (int y = 0; y < image.height; ++y) png_write_row(png_, image.row(y));
    png_write_end(png_, info_);
    return true;
  }

  PngSink sink_;
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
};

struct Destroy {
  void operator()(void* handle) const noexcept { tjDestroy(handle); }
};
struct Free {
  void operator()(unsigned char* buffer) const noexcept { tjFree(buffer); }
};

void require(bool kept, const char* promise) {
  if (!kept) throw Error(ErrorKind::internal, promise);
}

}  // namespace

std::vector<std::uint8_t> encode_png(const ImageView& image, int compression) {
  require(!image.empty() && (image.channels == 1 || image.channels == 3 || image.channels == 4),
          "encode_png: the image has neither one, three nor four channels, or no pixels");
  require(compression >= 0 && compression <= 9, "encode_png: the compression is not 0..9");
  return PngWriter().write(image, compression);
}

std::vector<std::uint8_t> encode_jpeg(const ImageView& image, int quality) {
  require(!image.empty() && (image.channels == 1 || image.channels == 3),
          "encode_jpeg: the image has neither one nor three channels, or no pixels");
  require(quality >= 1 && quality <= 100, "encode_jpeg: the quality is not 1..100");

  const std::unique_ptr<void, Destroy> compressor(tjInitCompress());
  if (!compressor) cannot_write("JPEG", "the encoder did not start");
  const bool grey = image.channels == 1;
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  const int status = tjCompress2(compressor.get(), image.data, image.width, static_cast<int>(image.stride),
                                 image.height, grey ? TJPF_GRAY : TJPF_RGB, &buffer, &size,
                                 grey ? TJSAMP_GRAY : TJSAMP_444, quality, TJFLAG_ACCURATEDCT);
  const std::unique_ptr<unsigned char, Free> owned(buffer);
  if (status != 0) cannot_write("JPEG", tjGetErrorStr2(compressor.get()));
  return {buffer, buffer + size};
}

}  // namespace hesscut::image
