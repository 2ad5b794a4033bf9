#include "tools/hesscut/cut_outputs.hpp"

#include <cstdint>
#include <vector>

#include "host/image/codec.hpp"
#include "host/image/files.hpp"
#include "tools/hesscut/overlay.hpp"

namespace hesscut::command {
namespace {

constexpr int opaque = 255;

}  // namespace

Image transparent_cutout(const Image& photo, const Image& alpha) {
  Image result(photo.width, photo.height, 4, opaque);
  const std::uint8_t* colour = photo.pixels.data();
  std::uint8_t* out = result.pixels.data();
  for (const std::uint8_t share : alpha.pixels) {
    for (int c = 0; c < 3 && share > 0; ++c) out[c] = colour[c];
    out[3] = share;
    colour += 3;
    out += 4;
  }
  return result;
}

Image on_white(const Image& photo, const Image& alpha) {
  Image result = photo;
  std::uint8_t* out = result.pixels.data();
  for (const std::uint8_t share : alpha.pixels) {
    for (int c = 0; c < 3; ++c, ++out) {
      *out = static_cast<std::uint8_t>((*out * share + opaque * (opaque - share) + opaque / 2) / opaque);
    }
  }
  return result;
}

void write_outputs(const std::filesystem::path& folder, const std::string& name, const Image& photo,
                   const Cutout& cutout, const std::string& report, int jpeg_quality) {
  const auto write = [&](const char* ending, const std::vector<std::uint8_t>& bytes) {
    image::write_file(folder / (name + ending), bytes);
  };
  write(".mask.png", image::encode_png(cutout.mask.view()));
  write(".cutout.png", image::encode_png(transparent_cutout(photo, cutout.alpha).view()));
  write(".white.jpg", image::encode_jpeg(on_white(photo, cutout.alpha).view(), jpeg_quality));
  write(".overlay.jpg", image::encode_jpeg(draw_overlay(photo, cutout).view(), jpeg_quality));
  write(".json", {report.begin(), report.end()});
}

}  // namespace hesscut::command
