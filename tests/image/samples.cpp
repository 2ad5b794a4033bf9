#include "tests/image/samples.hpp"

#include <webp/encode.h>

#include <algorithm>
#include <random>
#include <stdexcept>

namespace hesscut::samples {

Image picture(int width, int height, int channels) {
  Image image(width, height, channels);
  const auto ramp = [](int at, int length) {
    return static_cast<std::uint8_t>(length > 1 ? 255 * at / (length - 1) : 200);
  };
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const std::uint8_t sample[4] = {ramp(x, width), ramp(y, height),
                                      static_cast<std::uint8_t>(255 - ramp(x, width) / 2 - ramp(y, height) / 4),
                                      ramp((x + 7 * y) % 256, 256)};
      std::copy_n(sample, channels, image.row(y) + static_cast<std::ptrdiff_t>(x) * channels);
    }
  }
  return image;
}

Image plain(int width, int height, const Bytes& pixel) {
  Image image(width, height, static_cast<int>(pixel.size()));
  for (std::size_t i = 0; i < image.pixels.size(); ++i) image.pixels[i] = pixel[i % pixel.size()];
  return image;
}

Bytes webp(const Image& image, Webp kind) {
  const auto stride = static_cast<int>(image.row_bytes());
  std::uint8_t* output = nullptr;
  std::size_t size = 0;
  if (kind == Webp::lossy) {
    size = image.channels == 4 ? WebPEncodeRGBA(image.pixels.data(), image.width, image.height, stride, 95, &output)
                               : WebPEncodeRGB(image.pixels.data(), image.width, image.height, stride, 95, &output);
  } else {
    size = image.channels == 4 ? WebPEncodeLosslessRGBA(image.pixels.data(), image.width, image.height, stride, &output)
                               : WebPEncodeLosslessRGB(image.pixels.data(), image.width, image.height, stride, &output);
  }
  Bytes bytes(output, output + size);
  WebPFree(output);
  return bytes;
}

namespace {

Bytes little_endian(std::uint64_t value, int count) {
  Bytes bytes;
  for (int i = 0; i < count; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  return bytes;
}

Bytes riff_chunk(const std::string& tag, const Bytes& content) {
  Bytes chunk = joined({text(tag), little_endian(content.size(), 4), content});
  if (content.size() % 2 != 0) chunk.push_back(0);
  return chunk;
}

Bytes extended_webp(std::uint64_t flags, int width, int height, const Bytes& chunks) {
  const Bytes header = riff_chunk("VP8X", joined({little_endian(flags, 4), little_endian(width - 1, 3),  //
                                                  little_endian(height - 1, 3)}));
  return riff_chunk("RIFF", joined({text("WEBP"), header, chunks}));
}

}  // namespace

Bytes webp_with_exif(const Bytes& webp, const Image& image, const Bytes& exif) {
  const Bytes chunks(webp.begin() + 12, webp.end());
  return extended_webp(0x08, image.width, image.height, joined({chunks, riff_chunk("EXIF", exif)}));
}

Bytes webp_of_animation() {
  const Bytes still = webp(plain(4, 4, {9, 9, 9}), Webp::lossless);
  const Bytes place = joined({little_endian(0, 6), little_endian(3, 3), little_endian(3, 3), little_endian(100, 4)});
  const Bytes frame = riff_chunk("ANMF", joined({place, Bytes(still.begin() + 12, still.end())}));
  return extended_webp(0x02, 4, 4, joined({riff_chunk("ANIM", little_endian(0, 6)), frame}));
}

Bytes exif(int orientation, bool big_endian) {
  const auto value = static_cast<std::uint8_t>(orientation);
  // Byte order, 42, offset of the directory; one entry: tag 0x0112, type short, count 1, value; no further directory.
  if (big_endian) {
    return {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0, 0, 0, 0, 0};
  }
  return {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, value, 0, 0, 0, 0, 0, 0, 0};
}

Bytes damaged(const Bytes& bytes, unsigned seed) {
  std::mt19937 random(seed);
  Bytes copy = bytes;
  const auto changes = 1 + random() % 4;
  for (unsigned i = 0; i < changes && !copy.empty(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(random() % copy.size());
    const auto length = static_cast<std::ptrdiff_t>(std::min<std::size_t>(1 + random() % 16, copy.size() - at));
    switch (random() % 6) {
      case 0:
        copy.erase(copy.begin() + at, copy.begin() + at + length);
        break;
      case 1: {
        const Bytes part(copy.begin() + at, copy.begin() + at + length);
        copy.insert(copy.begin() + at, part.begin(), part.end());
        break;
      }
      case 2:
        copy[at] = static_cast<std::uint8_t>(random());
        break;
      case 3:
        copy[at] = 0xff;
        break;
      default:
        copy[at] = static_cast<std::uint8_t>(copy[at] ^ (1u << (random() % 8)));
        break;
    }
  }
  return copy;
}

Bytes text(const std::string& content) {
  return {content.begin(), content.end()};
}

Bytes joined(const std::vector<Bytes>& parts) {
  Bytes whole;
  for (const Bytes& part : parts) whole.insert(whole.end(), part.begin(), part.end());
  return whole;
}

}  // namespace hesscut::samples
