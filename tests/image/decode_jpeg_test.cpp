#include "tests/image/checks.hpp"
#include "tests/image/samples.hpp"

namespace hesscut {
namespace {

using checks::expect_close;
using checks::refusal;
using image::decode_photo;
using samples::Bytes;
using samples::Jpeg;
using samples::picture;
using samples::plain;

TEST(DecodeJpeg, Colour) {
  const Image original = picture(61, 43, 3);
  expect_close(decode_photo(samples::jpeg(original), "photo"), original, 4);
  expect_close(decode_photo(samples::jpeg(original, Jpeg::progressive), "photo"), original, 4);
}

TEST(DecodeJpeg, GreyBecomesThreeEqualChannels) {
  const Image grey = picture(31, 17, 1);
  Image expected(31, 17, 3);
  for (std::size_t i = 0; i < expected.pixels.size(); ++i) expected.pixels[i] = grey.pixels[i / 3];
  expect_close(decode_photo(samples::jpeg(grey), "photo"), expected, 4);
}

TEST(DecodeJpeg, StoredAsRgb) {
  // A grey picture is Y = value and Cb = Cr = 128, read as red = value and green = blue = 128.
  const Image grey = plain(16, 16, {40, 40, 40});
  expect_close(decode_photo(samples::jpeg_marked_rgb(grey), "photo"), plain(16, 16, {40, 128, 128}), 2);
}

TEST(DecodeJpeg, YcckAsAdobeStoresIt) {
  const Image inks = plain(16, 16, {200, 100, 50, 255});
  expect_close(decode_photo(samples::jpeg(inks), "photo"), plain(16, 16, {200, 100, 50}), 3);
  const Image darker = plain(16, 16, {200, 100, 50, 128});
  expect_close(decode_photo(samples::jpeg(darker), "photo"), plain(16, 16, {100, 50, 25}), 3);
}

TEST(DecodeJpeg, CmykWithAndWithoutAdobesMarker) {
  // Neutral inks are stored as Y = 55 and Cb = Cr = 128 with K beside; that Y is 255 less the ink. Read without the
  // transformation they are the inks 55, 128, 128.
  Bytes bytes = samples::jpeg(plain(16, 16, {200, 200, 200, 255}));
  const std::string name = "Adobe";
  const auto marker = std::search(bytes.begin(), bytes.end(), name.begin(), name.end());
  ASSERT_NE(marker, bytes.end());
  *(marker + 11) = 0;
  expect_close(decode_photo(bytes, "photo"), plain(16, 16, {55, 128, 128}), 2);
  // Without the marker 255 is full ink, and this black is full.
  *marker = 'a';
  expect_close(decode_photo(bytes, "photo"), plain(16, 16, {0, 0, 0}), 2);
}

TEST(DecodeJpeg, EverySizeDownToOnePixel) {
  for (const auto& [width, height] : {std::pair{1, 1}, {1, 5000}, {5000, 1}, {17, 3}}) {
    const Image original = picture(width, height, 3);
    expect_close(decode_photo(samples::jpeg(original), "photo"), original, 12);
  }
}

TEST(DecodeJpeg, SamplingFactorsWithoutAName) {
  const Image grey = plain(16, 16, {128, 128, 128});
  for (const Bytes& factors :
       {Bytes{0x11}, {0x11, 0x11, 0x11}, {0x22, 0x11, 0x11}, {0x11, 0x21, 0x11}, {0x12, 0x22, 0x21}}) {
    expect_close(decode_photo(samples::grey_jpeg_with_sampling(factors), "photo"), grey, 0);
  }
}

TEST(DecodeJpeg, AnAbsurdNumberOfScansIsRefused) {
  const Image grey = plain(16, 16, {128, 128, 128});
  expect_close(decode_photo(samples::grey_jpeg_with_scans(100), "photo"), grey, 0);
  expect_close(decode_photo(samples::grey_jpeg_with_scans(450), "photo", {.max_jpeg_scans = 450}), grey, 0);
  EXPECT_EQ(refusal(samples::grey_jpeg_with_scans(101)), "photo: 101 scans is over the limit of 100");
  EXPECT_EQ(refusal(samples::grey_jpeg_with_scans(850)), "photo: 850 scans is over the limit of 100");
}

TEST(DecodeJpeg, ScansAreCountedUpToTheRealEndOnly) {
  // A preview in a note has an end of its own, which is not that of the photo.
  const Bytes preview = samples::grey_jpeg_with_scans(3);
  const Bytes noted = samples::jpeg_with_segment(samples::grey_jpeg_with_scans(101), 0xe2, preview);
  EXPECT_EQ(refusal(noted), "photo: 101 scans is over the limit of 100");
  const Bytes followed = samples::joined({samples::grey_jpeg_with_scans(60), samples::grey_jpeg_with_scans(60)});
  expect_close(decode_photo(followed, "photo"), plain(16, 16, {128, 128, 128}), 0);
}

TEST(DecodeJpeg, TheHeaderIsHeldAgainstTheLimits) {
  const Bytes bytes = samples::jpeg(picture(40, 30, 3));
  EXPECT_EQ(decode_photo(bytes, "photo", {.max_pixels = 1200}).width, 40);
  EXPECT_EQ(refusal(bytes, {.max_pixels = 1199}), "photo: 40 x 30 pixels is over the limit of 1199");
  EXPECT_EQ(refusal(bytes, {.max_side = 39}), "photo: 40 x 30 pixels is over the limit of 39 a side");
}

TEST(DecodeJpeg, AHugeClaimIsRefusedBeforeItCostsMemory) {
  Bytes bytes = samples::jpeg(plain(8, 8, {1, 2, 3}));
  const Bytes frame = {0xff, 0xc0, 0, 17, 8};
  const auto at = std::search(bytes.begin(), bytes.end(), frame.begin(), frame.end());
  ASSERT_NE(at, bytes.end());
  const Bytes size = {0xf0, 0x00, 0xf0, 0x00};
  std::copy(size.begin(), size.end(), at + 5);
  EXPECT_EQ(refusal(bytes), "photo: 61440 x 61440 pixels is over the limit of 150000000");
}

TEST(DecodeJpeg, EveryTruncationIsAnError) {
  for (const Jpeg kind : {Jpeg::baseline, Jpeg::progressive}) {
    const Bytes whole = samples::jpeg(picture(64, 48, 3), kind);
    std::vector<std::size_t> lengths;
    for (std::size_t percent = 5; percent < 100; percent += 5) lengths.push_back(whole.size() * percent / 100);
    for (std::size_t missing = 1; missing < 40; ++missing) lengths.push_back(whole.size() - missing);
    for (std::size_t length = 3; length < 40; ++length) lengths.push_back(length);
    for (const std::size_t length : lengths) {
      const std::string message = refusal({whole.data(), length});
      EXPECT_TRUE(message == "photo: truncated JPEG (Premature end of JPEG file)" ||
                  message == "photo: truncated JPEG (it ends ahead of the image data)")
          << message << " at " << length;
    }
  }
}

TEST(DecodeJpeg, BytesAfterTheEndAreIgnored) {
  const Image original = picture(24, 24, 3);
  const Bytes bytes = samples::joined({samples::jpeg(original), samples::text("a second picture, say")});
  expect_close(decode_photo(bytes, "photo"), original, 4);
}

TEST(DecodeJpeg, TablesWithoutAnImage) {
  const Bytes tables = {0xff, 0xd8, 0xff, 0xfe, 0, 2, 0xff, 0xd9, 0, 0};
  EXPECT_EQ(refusal({tables.data(), tables.size()}), "photo: a JPEG without an image");
}

}  // namespace
}  // namespace hesscut
