#include <cmath>
#include <limits>

#include "host/image/shrink.hpp"
#include "tests/image/checks.hpp"
#include "tests/image/samples.hpp"

namespace hesscut {
namespace {

using image::decode_photo;
using image::Extent;
using samples::Bytes;
using samples::Jpeg;
using samples::picture;

double mean_difference(const Image& a, const Image& b) {
  EXPECT_EQ(a.width, b.width);
  EXPECT_EQ(a.height, b.height);
  if (a.pixels.size() != b.pixels.size()) return std::numeric_limits<double>::infinity();
  double sum = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::abs(int{a.pixels[i]} - int{b.pixels[i]});
  return sum / static_cast<double>(a.pixels.size());
}

/// Waves long enough to be there at an eighth of the size: of shorter ones a scaled JPEG keeps more than a mean does.
Image waves(int width, int height, int channels = 3) {
  Image image(width, height, channels);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (int c = 0; c < channels; ++c) {
        const double wave = std::sin(0.1 * x + 0.02 * c * y) + std::cos(0.08 * y - 0.02 * x * c);
        image.row(y)[x * channels + c] = static_cast<std::uint8_t>(127.5 + 60 * wave);
      }
    }
  }
  return image;
}

/// The photo with its last column and row repeated as far as the last eighths of a JPEG decoded at a scale reach.
Image filled_up(const Image& full, int long_side) {
  const int longest = std::max(full.width, full.height);
  int eighths = 8;
  for (const int fewer : {6, 5, 4, 3, 2, 1}) {
    if (longest * fewer >= long_side * 8) eighths = fewer;
  }
  const auto reach = [&](int side) {
    const int scaled = (side * eighths + 7) / 8;
    return std::max(side, (scaled * 8 + eighths - 1) / eighths);
  };
  Image result(reach(full.width), reach(full.height), full.channels);
  for (int y = 0; y < result.height; ++y) {
    for (int x = 0; x < result.width; ++x) {
      const std::uint8_t* from = full.row(std::min(y, full.height - 1)) + std::min(x, full.width - 1) * full.channels;
      std::copy_n(from, full.channels, result.row(y) + x * full.channels);
    }
  }
  return result;
}

class Reduced : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Orientation, Reduced, testing::Range(1, 9));

TEST_P(Reduced, HasTheFittedSizeOfTheUprightPhoto) {
  const Bytes exif = samples::exif(GetParam());
  for (const auto& [width, height] :
       {std::pair{161, 97}, {97, 161}, {8, 65}, {1, 77}, {64, 64}, {160, 96}, {24, 120}}) {
    const Image stored = picture(width, height, 3);
    const Bytes chunk = samples::png_chunk("eXIf", exif);
    const std::vector<Bytes> files = {
        samples::jpeg_with_exif(samples::jpeg(stored), exif),
        samples::png(width, height, {.before_data = chunk}, stored.pixels),
        samples::webp_with_exif(samples::webp(stored, samples::Webp::lossless), stored, exif)};
    for (const Bytes& bytes : files) {
      const Image full = decode_photo(bytes, "photo");
      for (const int side : {1, 2, 7, 20, 21, 40, 41, 60, 81, 100, 121, 140, 160, 161, 162, 1 << 30}) {
        const Extent size = image::fitted({full.width, full.height}, side);
        const Image reduced = decode_photo(bytes, "photo", {}, side);
        EXPECT_EQ((Extent{reduced.width, reduced.height}), size) << width << " x " << height << " to " << side;
        EXPECT_EQ(reduced.channels, 3);
        if (width % 8 != 0 || height % 8 != 0) continue;  // what lies beyond is another thing in every orientation
        EXPECT_LT(mean_difference(reduced, image::shrunk(full, size)), 4) << width << " x " << height << ", " << side;
      }
    }
  }
}

TEST(ReducedJpeg, IsCloseToTheWholeOneShrunk) {
  for (const Jpeg kind : {Jpeg::baseline, Jpeg::progressive}) {
    const Bytes bytes = samples::jpeg(waves(333, 250), kind);
    const Image full = decode_photo(bytes, "photo");
    for (int side = 20; side < 333; side += 13) {
      const Image expected = image::shrunk(filled_up(full, side), image::fitted({full.width, full.height}, side));
      EXPECT_LT(mean_difference(decode_photo(bytes, "photo", {}, side), expected), 3) << side;
    }
  }
}

TEST(ReducedJpeg, GreyAndInksToo) {
  for (const int channels : {1, 4}) {
    const Bytes bytes = samples::jpeg(waves(200, 150, channels));
    const Image full = decode_photo(bytes, "photo");
    for (const int side : {25, 60, 99, 100, 180}) {
      const Image expected = image::shrunk(filled_up(full, side), image::fitted({full.width, full.height}, side));
      EXPECT_LT(mean_difference(decode_photo(bytes, "photo", {}, side), expected), 4) << side;
    }
  }
}

TEST(ReducedPng, IsTheWholeOneShrunk) {
  const Image photo = waves(120, 90);
  for (const int side : {1, 50, 119, 120, 500}) {
    checks::expect_close(decode_photo(samples::png(photo), "photo", {}, side), image::shrunk_to_fit(photo, side), 0);
    checks::expect_close(decode_photo(samples::webp(photo, samples::Webp::lossless), "photo", {}, side),
                         image::shrunk_to_fit(photo, side), 0);
  }
}

TEST(Reduced, TheLimitsAreThoseOfTheSizeInTheHeader) {
  const Image photo = picture(40, 30, 3);
  for (const Bytes& bytes :
       {samples::jpeg(photo), samples::png(photo), samples::webp(photo, samples::Webp::lossless)}) {
    EXPECT_EQ(decode_photo(bytes, "photo", {.max_pixels = 1200}, 10).width, 10);
    EXPECT_EQ(checks::failure_of([&] { static_cast<void>(decode_photo(bytes, "photo", {.max_pixels = 1199}, 10)); },
                                 ErrorKind::input),
              "photo: 40 x 30 pixels is over the limit of 1199");
  }
}

TEST(ReducedJpeg, EveryTruncationIsAnErrorAtEveryScale) {
  for (const Jpeg kind : {Jpeg::baseline, Jpeg::progressive}) {
    const Bytes whole = samples::jpeg(picture(64, 48, 3), kind);
    for (std::size_t missing = 1; missing < whole.size() - 3; missing += missing < 40 ? 1 : 37) {
      for (const int side : {5, 16, 20, 32, 40, 60}) {
        const std::string message = checks::failure_of(
            [&] {
              static_cast<void>(decode_photo({whole.data(), whole.size() - missing}, "photo", {}, side));
            },
            ErrorKind::input);
        EXPECT_TRUE(message.starts_with("photo: truncated JPEG (")) << message << " without " << missing;
      }
    }
  }
}

TEST(Reduced, DamagedBytesAreDecodedOrRefused) {
  const Image photo = picture(48, 32, 3);
  for (const Bytes& bytes : {samples::jpeg(photo), samples::jpeg(photo, Jpeg::progressive)}) {
    for (unsigned seed = 0; seed < 300; ++seed) {
      try {
        const Image reduced = decode_photo(samples::damaged(bytes, seed), "photo", {.max_pixels = 1 << 20},
                                           3 + static_cast<int>(seed % 40));
        EXPECT_EQ(reduced.pixels.size(), std::size_t{3} * reduced.width * reduced.height);
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::input);
      }
    }
  }
}

}  // namespace
}  // namespace hesscut
