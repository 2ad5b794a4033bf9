#include <turbojpeg.h>

#include <algorithm>
#include <memory>

#include "host/image/colours.hpp"
#include "host/image/decoders.hpp"
#include "host/image/failure.hpp"
#include "host/image/jpeg_segments.hpp"
#include "host/image/orientation.hpp"
#include "host/image/shrink.hpp"

namespace hesscut::image {
namespace {

struct Destroy {
  void operator()(void* handle) const noexcept { tjDestroy(handle); }
};
using Decompressor = std::unique_ptr<void, Destroy>;

[[noreturn]] void refuse_jpeg(const std::string& name, void* decompressor) {
  std::string reason = tjGetErrorStr2(decompressor);
  if (const std::size_t prefix = reason.find("(): "); prefix != std::string::npos) reason.erase(0, prefix + 4);
  const bool truncated = reason.starts_with("Premature end");
  refuse(name, std::string(truncated ? "truncated" : "damaged or unsupported") + " JPEG (" + reason + ")");
}

Decompressor new_decompressor(const std::string& name) {
  Decompressor decompressor(tjInitDecompress());
  if (!decompressor) refuse(name, "the JPEG decoder did not start");
  return decompressor;
}

struct JpegHeader {
  int width = 0;
  int height = 0;
  bool inks = false;  ///< four of them, for printing
};

JpegHeader read_header(void* decompressor, ByteSpan bytes, const std::string& name, const DecodeLimits& limits) {
  JpegHeader header;
  int subsampling = -1;
  int colours = -1;
  const int status = tjDecompressHeader3(decompressor, bytes.data(), bytes.size(), &header.width, &header.height,
                                         &subsampling, &colours);
  // It also fails on sampling factors that TurboJPEG has no name for; those it decodes all the same, so what counts is
  // whether it came to know the size and the colours.
  const bool known = header.width > 0 && header.height > 0 && colours >= 0;
  if (!known && status == 0) refuse(name, "a JPEG without an image");
  if (!known) refuse_jpeg(name, decompressor);
  check_size(name, header.width, header.height, limits);
  header.inks = colours == TJCS_CMYK || colours == TJCS_YCCK;
  return header;
}

JpegNotes read_notes(ByteSpan bytes, const std::string& name) {
  const JpegNotes notes = read_jpeg_notes(bytes);
  if (notes.truncated) refuse(name, "truncated JPEG (it ends ahead of the image data)");
  return notes;
}

/// How many eighths of the full size to decode: the fewest that leave the long side no shorter than asked.
int eighths_for(const JpegHeader& header, int long_side) {
  constexpr int all = 8;
  const int longest = std::max(header.width, header.height);
  if (long_side <= 0 || long_side >= longest) return all;
  // Not seven: TurboJPEG has vector code for all, a half, a quarter and an eighth only, and of the others seven is the
  // one that takes longer than decoding everything and shrinking that (12 megapixels: 174 ms against 145 ms).
  for (const int eighths : {1, 2, 3, 4, 5, 6}) {
    if (longest * eighths >= long_side * all) return eighths;
  }
  return all;
}

}  // namespace

PhotoSize jpeg_size(ByteSpan bytes, const std::string& name, const DecodeLimits& limits) {
  const JpegNotes notes = read_notes(bytes, name);
  const JpegHeader header = read_header(new_decompressor(name).get(), bytes, name, limits);
  return upright(PhotoSize{header.width, header.height}, notes.orientation);
}

Image decode_jpeg(ByteSpan bytes, const std::string& name, const DecodeLimits& limits, int long_side) {
  const JpegNotes notes = read_notes(bytes, name);
  if (notes.scans > limits.max_jpeg_scans) {
    refuse(name, std::to_string(notes.scans) + " scans is over the limit of " + std::to_string(limits.max_jpeg_scans));
  }
  const Decompressor decompressor = new_decompressor(name);
  const JpegHeader header = read_header(decompressor.get(), bytes, name, limits);
  const tjscalingfactor scale{eighths_for(header, long_side), 8};
  Image image(TJSCALED(header.width, scale), TJSCALED(header.height, scale), header.inks ? 4 : 3);
  if (tjDecompress2(decompressor.get(), bytes.data(), bytes.size(), image.pixels.data(), image.width, 0, image.height,
                    header.inks ? TJPF_CMYK : TJPF_RGB, TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS) != 0) {
    refuse_jpeg(name, decompressor.get());
  }
  if (header.inks) image = cmyk_to_rgb(image, notes.adobe);
  // Where the size is no multiple of the scale, the last row and column reach a little beyond the photo: at most half a
  // pixel of what is delivered is made of that.
  const Extent size = fitted({header.width, header.height}, long_side);
  if (size != Extent{image.width, image.height}) image = shrunk(image, size);
  return upright(std::move(image), notes.orientation);
}

}  // namespace hesscut::image
