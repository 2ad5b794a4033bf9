#include "host/catalogue/output/pictures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace hesscut::catalogue {
namespace {

constexpr int opaque = 255;
constexpr int block = 8;  // pixels whose alpha is looked at together: nearly all are outside or inside for long

using Background = std::array<std::uint8_t, 3 * block>;

Background filled_with(Rgb colour) {
  Background pixels{};
  for (std::size_t i = 0; i < pixels.size(); i += 3) {
    pixels[i] = colour.red;
    pixels[i + 1] = colour.green;
    pixels[i + 2] = colour.blue;
  }
  return pixels;
}

void blend_pixels(const std::uint8_t* photo, const std::uint8_t* alpha, int count, const Background& background,
                  std::uint8_t* out) {
  for (int x = 0; x < count; ++x) {
    const int share = alpha[x];
    for (int c = 0; c < 3; ++c) {
      *out++ = static_cast<std::uint8_t>((*photo++ * share + background[c] * (opaque - share) + opaque / 2) / opaque);
    }
  }
}

void blend_row(const std::uint8_t* photo, const std::uint8_t* alpha, int width, const Background& background,
               std::uint8_t* out) {
  int x = 0;
  for (; x + block <= width; x += block) {
    std::uint64_t shares = 0;
    static_assert(sizeof shares == block);
    std::memcpy(&shares, alpha + x, block);
    if (shares == 0) {
      std::memcpy(out + 3 * x, background.data(), background.size());
    } else if (~shares == 0) {
      std::memcpy(out + 3 * x, photo + 3 * x, background.size());
    } else {
      blend_pixels(photo + 3 * x, alpha + x, block, background, out + 3 * x);
    }
  }
  blend_pixels(photo + 3 * x, alpha + x, width - x, background, out + 3 * x);
}

}  // namespace

Image transparent_cutout(const Image& photo, const Image& alpha) {
  Image result(photo.width, photo.height, 4, opaque);
  const std::uint8_t* colour = photo.pixels.data();
  std::uint8_t* out = result.pixels.data();
  for (const std::uint8_t share : alpha.pixels) {
    if (share > 0) std::memcpy(out, colour, 3);
    out[3] = share;
    colour += 3;
    out += 4;
  }
  return result;
}

Image on_colour(const Image& photo, const Image& alpha, Rgb background, const TightBox& box) {
  const Background pixels = filled_with(background);
  Image result(box.width, box.height, 3);
  for (int y = 0; y < box.height; ++y) {
    blend_row(photo.row(box.y + y) + 3 * static_cast<std::ptrdiff_t>(box.x), alpha.row(box.y + y) + box.x, box.width,
              pixels, result.row(y));
  }
  return result;
}

Image on_colour(const Image& photo, const Image& alpha, Rgb background) {
  return on_colour(photo, alpha, background, {0, 0, photo.width, photo.height});
}

Image on_white(const Image& photo, const Image& alpha) {
  return on_colour(photo, alpha, white_colour);
}

Image crop(const Image& photo, const TightBox& box, double margin) {
  if (box.width == 0) return photo;
  // A margin beyond the photo is none the wider; without the bound a huge one would not fit an int.
  const double wanted = std::round(margin * std::max(box.width, box.height));
  const int around = static_cast<int>(std::min(wanted, static_cast<double>(std::max(photo.width, photo.height))));
  const int left = std::max(0, box.x - around);
  const int top = std::max(0, box.y - around);
  const int right = std::min(photo.width, box.x + box.width + around);
  const int bottom = std::min(photo.height, box.y + box.height + around);
  Image result(right - left, bottom - top, photo.channels);
  for (int y = top; y < bottom; ++y) {
    const std::uint8_t* from = photo.row(y) + static_cast<std::ptrdiff_t>(left) * photo.channels;
    std::copy_n(from, result.row_bytes(), result.row(y - top));
  }
  return result;
}

}  // namespace hesscut::catalogue
