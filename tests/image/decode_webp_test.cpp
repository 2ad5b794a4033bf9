#include "tests/image/checks.hpp"
#include "tests/image/samples.hpp"

namespace hesscut {
namespace {

using checks::expect_close;
using checks::refusal;
using image::decode_photo;
using samples::Bytes;
using samples::picture;
using samples::Webp;

TEST(DecodeWebp, LosslessAndLossy) {
  const Image original = picture(61, 43, 3);
  expect_close(decode_photo(samples::webp(original, Webp::lossless), "photo"), original, 0);
  expect_close(decode_photo(samples::webp(samples::plain(61, 43, {90, 90, 90}), Webp::lossy), "photo"),
               samples::plain(61, 43, {90, 90, 90}), 2);
}

TEST(DecodeWebp, AlphaIsLaidOnWhite) {
  const Image clear = samples::plain(5, 5, {200, 100, 0, 51});
  expect_close(decode_photo(samples::webp(clear, Webp::lossless), "photo"), samples::plain(5, 5, {244, 224, 204}), 0);
}

TEST(DecodeWebp, EverySizeDownToOnePixel) {
  for (const auto& [width, height] : {std::pair{1, 1}, {1, 5000}, {5000, 1}}) {
    const Image original = picture(width, height, 3);
    expect_close(decode_photo(samples::webp(original, Webp::lossless), "photo"), original, 0);
  }
}

TEST(DecodeWebp, TheHeaderIsHeldAgainstTheLimits) {
  const Bytes bytes = samples::webp(picture(40, 30, 3), Webp::lossy);
  EXPECT_EQ(refusal(bytes, {.max_pixels = 1199}), "photo: 40 x 30 pixels is over the limit of 1199");
}

TEST(DecodeWebp, EveryTruncationIsAnError) {
  for (const Webp kind : {Webp::lossy, Webp::lossless}) {
    const Bytes whole = samples::webp(picture(40, 30, 4), kind);
    for (std::size_t length = 12; length < whole.size(); ++length) {
      EXPECT_EQ(refusal({whole.data(), length}), "photo: truncated WebP") << length;
    }
  }
}

TEST(DecodeWebp, AnimationsAreRefused) {
  EXPECT_EQ(refusal(samples::webp_of_animation()), "photo: an animated WebP is not a photo");
}

}  // namespace
}  // namespace hesscut
