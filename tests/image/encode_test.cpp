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
