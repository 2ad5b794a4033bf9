#include "host/catalogue/output/main_image.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <hesscut/error.hpp>
#include <utility>

#include "host/catalogue/output/pictures.hpp"
#include "host/catalogue/output/tight_box.hpp"
#include "host/image/shrink.hpp"

namespace hesscut::catalogue {
namespace {

Image square_of(Rgb colour, int side) {
  Image square(side, side, 3);
  std::uint8_t* out = square.pixels.data();
  for (std::size_t i = 0; i < square.pixels.size(); i += 3) {
    out[i] = colour.red;
    out[i + 1] = colour.green;
    out[i + 2] = colour.blue;
  }
  return square;
}

/// The box that holds both; the second may be empty.
TightBox united(const TightBox& a, const TightBox& b) {
  if (b.width == 0) return a;
  const int left = std::min(a.x, b.x);
  const int top = std::min(a.y, b.y);
  const int right = std::max(a.x + a.width, b.x + b.width);
  const int bottom = std::max(a.y + a.height, b.y + b.height);
  return {left, top, right - left, bottom - top};
}

/// Lays a picture on another one, its left top corner at (left, top); what juts out is cut off.
void lay(const Image& picture, Image& ground, int left, int top) {
  const int begin = std::max(0, -left);
  const int end = std::min(picture.width, ground.width - left);
  for (int y = std::max(0, -top); y < std::min(picture.height, ground.height - top) && begin < end; ++y) {
    std::copy_n(picture.row(y) + static_cast<std::ptrdiff_t>(begin) * 3, static_cast<std::size_t>(end - begin) * 3,
                ground.row(top + y) + static_cast<std::ptrdiff_t>(left + begin) * 3);
  }
}

int limited(double side, int limit) {
  const int most = limit > 0 ? std::min(limit, largest_square) : largest_square;
  return static_cast<int>(std::min(side, static_cast<double>(most)));
}

/// Along one axis: where the part that begins at `part` and is `length` long, shown at `shown`, has to begin on a side
/// of `side` pixels for the middle of the product's `box_length` from `box` on to be the middle of it.
int placed(int part, int length, int shown, int box, int box_length, int side) {
  const double scale = static_cast<double>(shown) / length;
  return static_cast<int>(std::floor(0.5 * side - scale * (box - part + 0.5 * box_length) + 0.5));
}

Image square_image(const Image& photo, const Image& alpha, const TightBox& box, const MainImage& options) {
  const double longest = std::max(box.width, box.height);
  const double wanted = std::ceil(longest / options.fill);
  const int side = limited(wanted, options.side);
  const double scale = std::min(1.0, options.fill * side / longest);

  // A soft edge reaches a little beyond the mask.
  const TightBox part = united(box, tight_box(alpha));
  const auto scaled = [scale](int length) { return std::max(1, static_cast<int>(std::lround(length * scale))); };
  const image::Extent size{scaled(part.width), scaled(part.height)};
  const Image product = image::shrunk(on_colour(photo, alpha, options.background, part), size);
  Image square = square_of(options.background, side);
  lay(product, square, placed(part.x, part.width, size.width, box.x, box.width, side),
      placed(part.y, part.height, size.height, box.y, box.height, side));
  return square;
}

}  // namespace

Image main_image(const Image& photo, const Image& alpha, const TightBox& box, const MainImage& options) {
  if (!options.square) {
    return image::shrunk_to_fit(on_colour(photo, alpha, options.background), options.side);
  }
  if (!(options.fill > 0 && options.fill <= 1)) {
    throw Error(ErrorKind::usage, "fill " + std::to_string(options.fill) + " is not over 0 and at most 1");
  }
  if (box.width == 0) {
    return square_of(options.background, limited(std::max(photo.width, photo.height), options.side));
  }
  return square_image(photo, alpha, box, options);
}

}  // namespace hesscut::catalogue
