#include "tests/image/checks.hpp"
#include "tests/image/samples.hpp"

namespace hesscut {
namespace {

using checks::expect_close;
using checks::refusal;
using image::decode_photo;
using samples::Bytes;
using samples::picture;
using samples::plain;
using samples::png;

enum ColourType { grey = 0, colour = 2, palette = 3, grey_alpha = 4, colour_alpha = 6 };

TEST(DecodePng, EightBitColourIsUnchanged) {
  const Image original = picture(61, 43, 3);
  expect_close(decode_photo(png(original), "photo"), original, 0);
  expect_close(decode_photo(png(61, 43, {.colour_type = colour, .interlaced = true}, original.pixels), "photo"),
               original, 0);
}

TEST(DecodePng, EveryDepthOfGrey) {
  // Rows of one byte: 0x1b is 0 1 2 3 in two bits.
  expect_close(
      decode_photo(png(8, 1, {.depth = 1, .colour_type = grey}, {0x55}), "photo"),
      [] {
        Image image(8, 1, 3);
        for (int x = 0; x < 8; ++x) std::fill_n(image.row(0) + 3 * x, 3, x % 2 != 0 ? 255 : 0);
        return image;
      }(),
      0);
  Image ramp(4, 1, 3);
  for (int x = 0; x < 4; ++x) std::fill_n(ramp.row(0) + 3 * x, 3, 85 * x);
  expect_close(decode_photo(png(4, 1, {.depth = 2, .colour_type = grey}, {0x1b}), "photo"), ramp, 0);
  expect_close(decode_photo(png(4, 1, {.depth = 4, .colour_type = grey}, {0x05, 0xaf}), "photo"), ramp, 0);
  expect_close(decode_photo(png(4, 1, {.depth = 8, .colour_type = grey}, {0, 85, 170, 255}), "photo"), ramp, 0);
  expect_close(decode_photo(png(4, 1, {.depth = 16, .colour_type = grey}, {0, 0, 85, 85, 170, 170, 255, 255}), "photo"),
               ramp, 0);
}

TEST(DecodePng, SixteenBitColourIsTakenAsSrgb) {
  const Image original = picture(16, 9, 3);
  Bytes rows;
  for (const std::uint8_t sample : original.pixels) rows.insert(rows.end(), {sample, sample});
  expect_close(decode_photo(png(16, 9, {.depth = 16}, rows), "photo"), original, 0);
}

TEST(DecodePng, AlphaIsLaidOnWhite) {
  const Bytes rows = {200, 100, 0, 255, 200, 100, 0, 0, 200, 100, 0, 51};
  Image expected(3, 1, 3);
  expected.pixels = {200, 100, 0, 255, 255, 255, 244, 224, 204};
  expect_close(decode_photo(png(3, 1, {.colour_type = colour_alpha}, rows), "photo"), expected, 0);

  Image greys(2, 1, 3);
  greys.pixels = {204, 204, 204, 9, 9, 9};
  expect_close(decode_photo(png(2, 1, {.colour_type = grey_alpha}, {0, 51, 9, 255}), "photo"), greys, 0);

  Bytes deep;
  for (const std::uint8_t sample : rows) deep.insert(deep.end(), {sample, sample});
  expect_close(decode_photo(png(3, 1, {.depth = 16, .colour_type = colour_alpha}, deep), "photo"), expected, 0);
}

TEST(DecodePng, PaletteWithAndWithoutTransparency) {
  Image expected(3, 1, 3);
  expected.pixels = {0, 255, 0, 1, 254, 2, 3, 252, 6};  // colour i of the sample is (i, 255 - i, 2 i)
  expect_close(decode_photo(png(3, 1, {.depth = 2, .colour_type = palette}, {0x1c}), "photo"), expected, 0);
  expect_close(decode_photo(png(3, 1, {.depth = 8, .colour_type = palette}, {0, 1, 3}), "photo"), expected, 0);

  const Bytes first_is_clear = samples::png_chunk("tRNS", {0});
  std::fill_n(expected.pixels.begin(), 3, std::uint8_t{255});
  expect_close(
      decode_photo(png(3, 1, {.depth = 8, .colour_type = palette, .before_data = first_is_clear}, {0, 1, 3}), "photo"),
      expected, 0);
}

TEST(DecodePng, EverySizeDownToOnePixel) {
  for (const auto& [width, height] : {std::pair{1, 1}, {1, 5000}, {5000, 1}}) {
    const Image original = picture(width, height, 3);
    expect_close(decode_photo(png(original), "photo"), original, 0);
  }
}

TEST(DecodePng, BombsAreRefusedByTheirHeader) {
  EXPECT_EQ(refusal(samples::png_claiming(40000, 40000)), "photo: 40000 x 40000 pixels is over the limit of 150000000");
  EXPECT_EQ(refusal(samples::png_claiming(70000, 10)), "photo: 70000 x 10 pixels is over the limit of 65535 a side");
  EXPECT_EQ(refusal(samples::png_claiming(65535, 65535)), "photo: 65535 x 65535 pixels is over the limit of 150000000");
  refusal(samples::png_claiming(0x7fffffff, 0x7fffffff));
  refusal(samples::png_claiming(0xffffffff, 1));
  refusal(samples::png_claiming(0, 5));
  EXPECT_NE(refusal(samples::png_claiming(50, 50)).find("damaged PNG"), std::string::npos);
}

TEST(DecodePng, NotesAreNotUnpacked) {
  const Image original = picture(4, 4, 3);
  // Texts whose packed content is nonsense: libpng would complain of each, were it shown them.
  Bytes notes;
  for (int i = 0; i < 2000; ++i) {
    notes = samples::joined({notes, samples::png_chunk("zTXt", samples::text(std::string("a\0\0nonsense", 11)))});
  }
  expect_close(decode_photo(png(4, 4, {.before_data = notes}, original.pixels), "photo"), original, 0);
}

TEST(DecodePng, EveryTruncationIsAnError) {
  const Bytes whole = png(picture(40, 30, 3));
  for (std::size_t length = 8; length < whole.size(); ++length) {
    EXPECT_EQ(refusal({whole.data(), length}), "photo: truncated PNG") << length;
  }
}

TEST(DecodePng, AWrongChecksumIsAnError) {
  Bytes bytes = png(picture(40, 30, 3));
  bytes[bytes.size() - 13] ^= 1;  // the last byte of the image data's checksum
  EXPECT_NE(refusal(bytes).find("damaged PNG"), std::string::npos);
}

TEST(DecodePng, DataThatEndsTooSoonIsAnError) {
  const Bytes tall = png(10, 20, {.colour_type = grey}, Bytes(200, 7));
  const Bytes flat = png(10, 10, {.colour_type = grey}, Bytes(100, 7));
  Bytes bytes = tall;  // with the image data of the flat one
  bytes.resize(33);
  bytes.insert(bytes.end(), flat.begin() + 33, flat.end());
  EXPECT_NE(refusal(bytes).find("damaged PNG"), std::string::npos);
}

}  // namespace
}  // namespace hesscut
