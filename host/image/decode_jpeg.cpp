#include <turbojpeg.h>

#include <memory>

#include "host/image/colours.hpp"
#include "host/image/decoders.hpp"
#include "host/image/failure.hpp"
#include "host/image/jpeg_segments.hpp"
#include "host/image/orientation.hpp"

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

}  // namespace

Image decode_jpeg(ByteSpan bytes, const std::string& name, const DecodeLimits& limits) {
  const JpegNotes notes = read_jpeg_notes(bytes);
  if (notes.truncated) refuse(name, "truncated JPEG (it ends ahead of the image data)");
  if (notes.scans > limits.max_jpeg_scans) {
    refuse(name, std::to_string(notes.scans) + " scans is over the limit of " + std::to_string(limits.max_jpeg_scans));
  }
  const Decompressor decompressor(tjInitDecompress());
  if (!decompressor) refuse(name, "the JPEG decoder did not start");

  int width = 0;
  int height = 0;
  int subsampling = -1;
  int colours = -1;
  const int status =
      tjDecompressHeader3(decompressor.get(), bytes.data(), bytes.size(), &width, &height, &subsampling, &colours);
  // It also fails on sampling factors that TurboJPEG has no name for; those it decodes all the same, so what counts is
  // whether it came to know the size and the colours.
  const bool known = width > 0 && height > 0 && colours >= 0;
  if (!known && status == 0) refuse(name, "a JPEG without an image");
  if (!known) refuse_jpeg(name, decompressor.get());
  check_size(name, width, height, limits);

  const bool inks = colours == TJCS_CMYK || colours == TJCS_YCCK;
  Image image(width, height, inks ? 4 : 3);
  if (tjDecompress2(decompressor.get(), bytes.data(), bytes.size(), image.pixels.data(), width, 0, height,
                    inks ? TJPF_CMYK : TJPF_RGB, TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS) != 0) {
    refuse_jpeg(name, decompressor.get());
  }
  if (inks) image = cmyk_to_rgb(image, notes.adobe);
  return upright(std::move(image), notes.orientation);
}

}  // namespace hesscut::image
