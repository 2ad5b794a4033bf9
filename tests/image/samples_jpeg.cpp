#include <turbojpeg.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "tests/image/samples.hpp"

namespace hesscut::samples {
namespace {

const Bytes start_of_image = {0xff, 0xd8};
const Bytes end_of_image = {0xff, 0xd9};

Bytes segment(std::uint8_t marker, const Bytes& content) {
  const std::size_t length = content.size() + 2;
  return joined({{0xff, marker, static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)}, content});
}

/// Quantisation by one, and for both kinds of coefficients a Huffman table of a single code, the bit 0. It means "no
/// difference" to one kind and "all the rest is zero" to the other, so a block of nothing is two zero bits.
Bytes simplest_tables() {
  Bytes quantisation(65, 1);
  quantisation[0] = 0;
  Bytes huffman(18, 0);
  huffman[1] = 1;
  Bytes huffman_ac = huffman;
  huffman_ac[0] = 0x10;
  return joined({segment(0xdb, quantisation), segment(0xc4, huffman), segment(0xc4, huffman_ac)});
}

}  // namespace

Bytes jpeg(const Image& image, Jpeg kind) {
  const int formats[] = {0, TJPF_GRAY, 0, TJPF_RGB, TJPF_CMYK};
  const std::unique_ptr<void, int (*)(void*)> handle(tjInitCompress(), tjDestroy);
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  const int status =
      tjCompress2(handle.get(), image.pixels.data(), image.width, 0, image.height, formats[image.channels], &buffer,
                  &size, image.channels == 1 ? TJSAMP_GRAY : TJSAMP_444, 97,
                  TJFLAG_ACCURATEDCT | (kind == Jpeg::progressive ? TJFLAG_PROGRESSIVE : 0));
  const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owner(buffer, tjFree);
  if (status != 0) throw std::runtime_error(tjGetErrorStr2(handle.get()));
  return {buffer, buffer + size};
}

Bytes jpeg_marked_rgb(const Image& image) {
  const Bytes bytes = jpeg(image);
  // The JFIF segment that follows the start of the image would insist on YCbCr: Adobe's takes its place.
  const Bytes rest(bytes.begin() + 20, bytes.end());
  return joined({start_of_image, segment(0xee, joined({text("Adobe"), {0, 100, 0, 0, 0, 0, 0}})), rest});
}

Bytes grey_jpeg_with_sampling(const Bytes& sampling_factors) {
  const auto components = static_cast<std::uint8_t>(sampling_factors.size());
  Bytes frame = {8, 0, 16, 0, 16, components};
  Bytes scan = {components};
  for (std::uint8_t i = 0; i < components; ++i) {
    frame.insert(frame.end(), {static_cast<std::uint8_t>(i + 1), sampling_factors[i], 0});
    scan.insert(scan.end(), {static_cast<std::uint8_t>(i + 1), 0});
  }
  scan.insert(scan.end(), {0, 63, 0});
  int widest = 1;
  int highest = 1;
  int blocks = 0;
  for (const int factors : sampling_factors) {
    widest = std::max(widest, factors >> 4);
    highest = std::max(highest, factors & 15);
    blocks += (factors >> 4) * (factors & 15);
  }
  blocks *= (2 / std::min(widest, 2)) * (2 / std::min(highest, 2));
  Bytes data(blocks / 4, 0);  // two zero bits a block, then ones to the end of the byte
  if (blocks % 4 != 0) data.push_back(static_cast<std::uint8_t>(0xff >> (blocks % 4 * 2)));
  return joined({start_of_image, simplest_tables(), segment(0xc0, frame), segment(0xda, scan), data, end_of_image});
}

Bytes grey_jpeg_with_scans(int scans) {
  std::vector<Bytes> parts = {start_of_image, simplest_tables(), segment(0xc2, {8, 0, 16, 0, 16, 1, 1, 0x11, 0})};
  // Each coefficient in turn, from its highest bit to its lowest: no scan repeats another.
  for (int coefficient = 0; coefficient < 64; ++coefficient) {
    for (int bit = 13; bit >= 0 && scans > 0; --bit, --scans) {
      const auto place = static_cast<std::uint8_t>(coefficient);
      const auto bits = static_cast<std::uint8_t>((bit == 13 ? 0 : bit + 1) << 4 | bit);
      parts.push_back(segment(0xda, {1, 1, 0, place, place, bits}));
      parts.push_back({0x0f});  // a zero bit for each of the four blocks, then ones to the end of the byte
    }
  }
  parts.push_back(end_of_image);
  return joined(parts);
}

Bytes jpeg_with_segment(const Bytes& jpeg, std::uint8_t marker, const Bytes& content) {
  return joined({start_of_image, segment(marker, content), Bytes(jpeg.begin() + 2, jpeg.end())});
}

Bytes jpeg_with_exif(const Bytes& jpeg, const Bytes& exif) {
  return jpeg_with_segment(jpeg, 0xe1, joined({{'E', 'x', 'i', 'f', 0, 0}, exif}));
}

}  // namespace hesscut::samples
