#include "host/catalogue/pictures.hpp"

#include <cstdint>

namespace hesscut::catalogue {
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

}  // namespace hesscut::catalogue
