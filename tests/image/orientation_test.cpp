#include "tests/image/checks.hpp"
#include "tests/image/samples.hpp"

namespace hesscut {
namespace {

using checks::expect_close;
using image::decode_photo;
using samples::Bytes;
using samples::picture;

/// Where pixel (x, y) of the upright picture lies in the stored one, straight from the words of the EXIF standard:
/// "the 0th row is at the visual top / right / ..., the 0th column at the ...".
struct Place {
  int x;
  int y;
};
Place stored_place(int orientation, int x, int y, int width, int height) {
  switch (orientation) {
    case 2:  // top, right
      return {width - 1 - x, y};
    case 3:  // bottom, right
      return {width - 1 - x, height - 1 - y};
    case 4:  // bottom, left
      return {x, height - 1 - y};
    case 5:  // left, top
      return {y, x};
    case 6:  // right, top
      return {y, width - 1 - x};
    case 7:  // right, bottom
      return {height - 1 - y, width - 1 - x};
    case 8:  // left, bottom
      return {height - 1 - y, x};
    default:  // top, left
      return {x, y};
  }
}

Image as_stored(const Image& upright, int orientation) {
  const bool turned = orientation >= 5;
  Image stored(turned ? upright.height : upright.width, turned ? upright.width : upright.height, upright.channels);
  for (int y = 0; y < upright.height; ++y) {
    for (int x = 0; x < upright.width; ++x) {
      const Place place = stored_place(orientation, x, y, upright.width, upright.height);
      std::copy_n(upright.row(y) + static_cast<std::ptrdiff_t>(x) * upright.channels, upright.channels,
                  stored.row(place.y) + static_cast<std::ptrdiff_t>(place.x) * upright.channels);
    }
  }
  return stored;
}

class Orientation : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(All, Orientation, testing::Range(1, 9));

TEST_P(Orientation, EveryFormatComesOutUpright) {
  for (const auto& [width, height] : {std::pair{48, 32}, {1, 40}, {40, 1}, {1, 1}}) {
    const Image upright = picture(width, height, 3);
    const Image stored = as_stored(upright, GetParam());
    for (const bool big_endian : {false, true}) {
      const Bytes exif = samples::exif(GetParam(), big_endian);
      expect_close(decode_photo(samples::jpeg_with_exif(samples::jpeg(stored), exif), "photo"), upright, 8);
      const Bytes chunk = samples::png_chunk("eXIf", exif);
      expect_close(
          decode_photo(samples::png(stored.width, stored.height, {.before_data = chunk}, stored.pixels), "photo"),
          upright, 0);
      const Bytes webp = samples::webp(stored, samples::Webp::lossless);
      expect_close(decode_photo(samples::webp_with_exif(webp, stored, exif), "photo"), upright, 0);
    }
  }
}

TEST(Exif, ADamagedBlockLeavesThePhotoAsItIs) {
  const Image original = picture(48, 32, 3);
  const Bytes jpeg = samples::jpeg(original);
  const Bytes exif = samples::exif(6);
  for (std::size_t length = 0; length + 6 < exif.size(); ++length) {
    const Bytes cut(exif.begin(), exif.begin() + static_cast<std::ptrdiff_t>(length));
    expect_close(decode_photo(samples::jpeg_with_exif(jpeg, cut), "photo"), original, 4);
  }
  for (const int nonsense : {0, 9, 255}) {
    expect_close(decode_photo(samples::jpeg_with_exif(jpeg, samples::exif(nonsense)), "photo"), original, 4);
  }
}

TEST(Exif, OtherSegmentsComeFirst) {
  const Image upright = picture(48, 32, 3);
  const Bytes turned = samples::jpeg_with_exif(samples::jpeg(as_stored(upright, 6)), samples::exif(6));
  const Bytes described = samples::jpeg_with_segment(turned, 0xe1, samples::text("http://ns.adobe.com/xap/1.0/"));
  expect_close(decode_photo(samples::jpeg_with_segment(described, 0xfe, samples::text("a comment")), "photo"), upright,
               4);
}

}  // namespace
}  // namespace hesscut
