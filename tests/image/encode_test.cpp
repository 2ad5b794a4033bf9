#include <random>
#include <utility>

#include "host/image/colours.hpp"
#include "host/image/decoders.hpp"
#include "tests/image/checks.hpp"
#include "tests/image/samples.hpp"

namespace hesscut {
namespace {

using checks::expect_close;
using image::decode_photo;
using image::encode_jpeg;
using image::encode_png;
using samples::picture;

TEST(EncodePng, RoundTripsAtEveryCompression) {
  const Image photo = picture(61, 43, 3);
  for (int compression = 0; compression <= 9; ++compression) {
    expect_close(decode_photo(encode_png(photo.view(), compression), "photo"), photo, 0);
  }
}

Image disc(int side) {
  Image mask(side, side, 1);
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const int from_middle = (2 * x - side) * (2 * x - side) + (2 * y - side) * (2 * y - side);
      if (from_middle < side * side / 2) mask.row(y)[x] = 255;
    }
  }
  return mask;
}

TEST(EncodePng, MasksRoundTripAndAreSmall) {
  const auto round_trip = [](const Image& mask, int compression) {
    const std::vector<std::uint8_t> bytes = encode_png(mask.view(), compression);
    expect_close(image::decode_png_labels(bytes, "labels", {}), mask, 0);
    return bytes.size();
  };
  Image mask = disc(500);
  for (int compression = 0; compression <= 9; ++compression) round_trip(mask, compression);
  const std::size_t size = round_trip(mask, 2);
  // One value of another kind, and it is a mask no longer.
  for (const std::uint8_t value : samples::Bytes{1, 128, 254}) {
    for (const std::size_t at : {std::size_t{0}, mask.pixels.size() / 2, mask.pixels.size() - 1}) {
      const std::uint8_t was = std::exchange(mask.pixels[at], value);
      EXPECT_LT(size + 100, round_trip(mask, 2));
      mask.pixels[at] = was;
    }
  }
  std::mt19937 random(4);
  for (int round = 0; round < 50; ++round) {
    Image noise(1 + static_cast<int>(random() % 70), 1 + static_cast<int>(random() % 70), 1);
    for (std::uint8_t& pixel : noise.pixels) pixel = static_cast<std::uint8_t>(random() % 2 == 0 ? 0 : 255);
    round_trip(noise, round % 10);
  }
}

TEST(EncodePng, CutOutsRoundTripAtEveryCompression) {
  // Every channel is read back by itself: decode_photo would lay them on white.
  const Image cutout = picture(61, 43, 4);
  Image colours(61, 43, 3);
  Image alpha(61, 43, 1);
  for (std::size_t i = 0; i < alpha.pixels.size(); ++i) {
    std::copy_n(cutout.pixels.begin() + static_cast<std::ptrdiff_t>(4 * i), 3,
                colours.pixels.begin() + static_cast<std::ptrdiff_t>(3 * i));
    alpha.pixels[i] = cutout.pixels[4 * i + 3];
  }
  for (int compression = 0; compression <= 9; ++compression) {
    const auto bytes = encode_png(cutout.view(), compression);
    expect_close(image::decode_png_labels(bytes, "labels", {}), image::luma(colours), 0);
    expect_close(decode_photo(bytes, "photo"), image::laid_on_white(cutout), 0);
  }
}

TEST(EncodePng, GreyAndAlpha) {
  Image grey_as_colour(16, 16, 3, 77);
  expect_close(decode_photo(encode_png(Image(16, 16, 1, 77).view()), "photo"), grey_as_colour, 0);
  const Image clear = samples::plain(16, 16, {200, 100, 0, 51});
  expect_close(decode_photo(encode_png(clear.view()), "photo"), samples::plain(16, 16, {244, 224, 204}), 0);
}

TEST(EncodePng, ColoursUnderFullTransparencyAreKept) {
  // Undoing a cut-out needs them. Labels are read without regard to alpha.
  const Image clear = samples::plain(5, 3, {77, 77, 77, 0});
  expect_close(image::decode_png_labels(encode_png(clear.view()), "labels", {}), Image(5, 3, 1, 77), 0);
}

TEST(Encode, RowsMayBeApart) {
  const Image photo = picture(40, 30, 3);
  ImageView part = photo.view();
  part.data += 3 * 10;
  part.width = 20;
  Image expected(20, 30, 3);
  for (int y = 0; y < 30; ++y) std::copy_n(part.row(y), expected.row_bytes(), expected.row(y));
  expect_close(decode_photo(encode_png(part), "photo"), expected, 0);
  expect_close(decode_photo(encode_jpeg(part, 98), "photo"), expected, 4);
}

TEST(Encode, EverySizeDownToOnePixel) {
  for (const auto& [width, height] : {std::pair{1, 1}, {1, 5000}, {5000, 1}}) {
    const Image photo = picture(width, height, 3);
    expect_close(decode_photo(encode_png(photo.view()), "photo"), photo, 0);
    expect_close(decode_photo(encode_jpeg(photo.view(), 98), "photo"), photo, 12);
  }
}

TEST(EncodeJpeg, ColourAndGrey) {
  const Image photo = picture(61, 43, 3);
  expect_close(decode_photo(encode_jpeg(photo.view()), "photo"), photo, 12);
  expect_close(decode_photo(encode_jpeg(Image(16, 16, 1, 77).view()), "photo"), Image(16, 16, 3, 77), 1);
  EXPECT_LT(encode_jpeg(photo.view(), 10).size(), encode_jpeg(photo.view(), 95).size());
}

TEST(EncodeJpeg, ASizeThatTheFormatCannotHold) {
  const std::string message =
      checks::failure_of([] { static_cast<void>(encode_jpeg(Image(65'501, 1, 1).view())); }, ErrorKind::output);
  checks::expect_one_line(message, "JPEG");
}

TEST(Encode, WhatNoCallerMayAsk) {
  const auto is_bug = [](auto call) { checks::failure_of([&] { static_cast<void>(call()); }, ErrorKind::internal); };
  const Image photo = picture(4, 4, 3);
  is_bug([] { return encode_png(ImageView{}); });
  is_bug([] { return encode_jpeg(ImageView{}); });
  is_bug([] { return encode_png(Image(4, 4, 2).view()); });
  is_bug([] { return encode_jpeg(Image(4, 4, 4).view()); });
  is_bug([&] { return encode_png(photo.view(), 10); });
  is_bug([&] { return encode_jpeg(photo.view(), 0); });
  is_bug([&] { return encode_jpeg(photo.view(), 101); });
}

}  // namespace
}  // namespace hesscut
