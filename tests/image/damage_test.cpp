#include "tests/image/checks.hpp"
#include "tests/image/samples.hpp"

namespace hesscut {
namespace {

using checks::refusal;
using samples::Bytes;

/// Damaged bytes may decode or be refused; nothing else may happen, and the sanitizers are the judges of that.
void expect_decoded_or_refused(const Bytes& bytes) {
  try {
    const Image image = image::decode_photo(bytes, "photo", {.max_pixels = 1 << 20});
    EXPECT_EQ(image.channels, 3);
    EXPECT_EQ(image.pixels.size(), std::size_t{3} * image.width * image.height);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::input);
    checks::expect_one_line(error.what(), "photo");
  }
}

TEST(Damage, DecodesOrIsRefused) {
  const Image photo = samples::picture(48, 32, 3);
  const Bytes exif = samples::exif(6);
  const std::vector<Bytes> whole = {
      samples::jpeg_with_exif(samples::jpeg(photo), exif),
      samples::jpeg(photo, samples::Jpeg::progressive),
      samples::jpeg(samples::picture(48, 32, 4)),
      samples::grey_jpeg_with_scans(30),
      samples::png(photo),
      samples::png(48, 32, {.interlaced = true, .before_data = samples::png_chunk("eXIf", exif)}, photo.pixels),
      samples::png(samples::picture(48, 32, 4)),
      samples::webp(photo, samples::Webp::lossy),
      samples::webp_with_exif(samples::webp(photo, samples::Webp::lossless), photo, exif),
      samples::webp(samples::picture(48, 32, 4), samples::Webp::lossy),
  };
  for (const Bytes& bytes : whole) {
    ASSERT_NO_THROW(static_cast<void>(image::decode_photo(bytes, "photo")));
    for (unsigned seed = 0; seed < 300; ++seed) expect_decoded_or_refused(samples::damaged(bytes, seed));
  }
}

TEST(Damage, DamagedExifNeverCostsThePhoto) {
  const Image photo = samples::picture(48, 32, 3);
  const Bytes jpeg = samples::jpeg(photo);
  for (unsigned seed = 0; seed < 300; ++seed) {
    const Bytes exif = samples::damaged(samples::exif(6), seed);
    ASSERT_NO_THROW(static_cast<void>(image::decode_photo(samples::jpeg_with_exif(jpeg, exif), "photo")));
  }
}

TEST(Damage, WhatIsNoPhotoIsRefused) {
  EXPECT_EQ(refusal({}), "photo: empty file");
  EXPECT_EQ(refusal(samples::text("Dear Sir,\nno photo.\n")), "photo: neither a JPEG, a PNG nor a WebP");
  EXPECT_EQ(refusal(samples::text("GIF89a")), "photo: neither a JPEG, a PNG nor a WebP");
  EXPECT_EQ(refusal(samples::text("RIFF....WAVE")), "photo: neither a JPEG, a PNG nor a WebP");
  for (const std::string start :
       {"\xff", "\xff\xd8", "\xff\xd8\xff", "\x89PNG\r\n\x1a", "\x89PNG\r\n\x1a\n", "RIFF", "RIFF....WEBP"}) {
    refusal(samples::text(start));
  }
}

TEST(Damage, TheLibrariesKeepQuiet) {
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  const Image photo = samples::picture(48, 32, 3);
  for (const Bytes& bytes : {samples::jpeg(photo), samples::png(photo), samples::webp(photo, samples::Webp::lossy)}) {
    for (unsigned seed = 0; seed < 100; ++seed) expect_decoded_or_refused(samples::damaged(bytes, seed));
  }
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace hesscut
