#include <png.h>

#include <array>
#include <stdexcept>

#include "tests/image/samples.hpp"

namespace hesscut::samples {
namespace {

const Bytes signature = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

Bytes big_endian(std::uint32_t value) {
  return {static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
          static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

/// The checksum that ends a chunk (CRC-32).
std::uint32_t checksum(const Bytes& bytes) {
  std::uint32_t sum = 0xffffffff;
  for (const std::uint8_t byte : bytes) {
    sum ^= byte;
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xedb88320u : 0u);
  }
  return ~sum;
}

void append(png_structp png, png_bytep data, std::size_t size) {
  auto* bytes = static_cast<Bytes*>(png_get_io_ptr(png));
  bytes->insert(bytes->end(), data, data + size);
}

}  // namespace

Bytes png_chunk(const std::string& type, const Bytes& content) {
  const Bytes body = joined({text(type), content});
  return joined({big_endian(static_cast<std::uint32_t>(content.size())), body, big_endian(checksum(body))});
}

Bytes png(int width, int height, const PngForm& form, const Bytes& rows) {
  Bytes bytes;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  png_set_write_fn(png, &bytes, append, [](png_structp) {});
  png_set_IHDR(png, info, static_cast<png_uint_32>(width), static_cast<png_uint_32>(height), form.depth,
               form.colour_type, form.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  std::array<png_color, 256> colours{};
  for (int i = 0; i < 256; ++i) {  // as many as there are, each of the colour (i, 255 - i, 2 i)
    colours[i] = {static_cast<png_byte>(i), static_cast<png_byte>(255 - i), static_cast<png_byte>(2 * i)};
  }
  if (form.colour_type == PNG_COLOR_TYPE_PALETTE) png_set_PLTE(png, info, colours.data(), 1 << form.depth);
  png_write_info(png, info);
  bytes.insert(bytes.end(), form.before_data.begin(), form.before_data.end());
  std::vector<const std::uint8_t*> pointers;
  const std::size_t stride = rows.size() / height;
  for (int y = 0; y < height; ++y) pointers.push_back(rows.data() + y * stride);
  png_write_image(png, const_cast<png_bytepp>(pointers.data()));
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return bytes;
}

Bytes png(const Image& image) {
  const int colour_types[] = {0, 0, 4, 2, 6};
  return png(image.width, image.height, {.colour_type = colour_types[image.channels]}, image.pixels);
}

Bytes png_claiming(std::uint32_t width, std::uint32_t height) {
  const Bytes header = joined({big_endian(width), big_endian(height), {8, 2, 0, 0, 0}});
  return joined({signature, png_chunk("IHDR", header), png_chunk("IDAT", {0x78, 0x9c, 0x03, 0, 0, 0, 0, 1}),
                 png_chunk("IEND", {})});
}

}  // namespace hesscut::samples
