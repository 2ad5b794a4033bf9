#include "host/image/colours.hpp"

#include <cstddef>
#include <cstdint>

namespace hesscut::image {
namespace {

std::uint8_t scaled(int value, int factor) {
  return static_cast<std::uint8_t>((value * factor + 127) / 255);
}

/// Calls convert(from, to) for every pixel, with pointers to its first sample in `source` and in the result.
template <typename Convert>
Image converted(const Image& source, int channels, Convert convert) {
  Image result(source.width, source.height, channels);
  const std::uint8_t* from = source.pixels.data();
  std::uint8_t* to = result.pixels.data();
  const std::size_t count = static_cast<std::size_t>(source.width) * source.height;
  for (std::size_t i = 0; i < count; ++i, from += source.channels, to += channels) convert(from, to);
  return result;
}

}  // namespace

Image laid_on_white(const Image& rgba) {
  return converted(rgba, 3, [](const std::uint8_t* from, std::uint8_t* to) {
    for (int c = 0; c < 3; ++c) to[c] = static_cast<std::uint8_t>(255 - scaled(255 - from[c], from[3]));
  });
}

Image luma(const Image& image) {
  if (image.channels < 3) {
    return converted(image, 1, [](const std::uint8_t* from, std::uint8_t* to) { *to = *from; });
  }
  return converted(image, 1, [](const std::uint8_t* from, std::uint8_t* to) {
    constexpr int half = 1 << 15;  // of the weights' sum, 1 << 16
    *to = static_cast<std::uint8_t>((19595 * from[0] + 38470 * from[1] + 7471 * from[2] + half) >> 16);
  });
}

Image cmyk_to_rgb(const Image& cmyk, bool inverted) {
  const int flip = inverted ? 0 : 255;
  return converted(cmyk, 3, [flip](const std::uint8_t* from, std::uint8_t* to) {
    for (int c = 0; c < 3; ++c) to[c] = scaled(from[c] ^ flip, from[3] ^ flip);
  });
}

}  // namespace hesscut::image
