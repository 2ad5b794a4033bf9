#include <sys/stat.h>

#include <fstream>

#include "tests/image/checks.hpp"
#include "tests/image/samples.hpp"

namespace hesscut {
namespace {

using image::photo_size;
using image::PhotoSize;
using image::read_photo;
using image::read_photo_size;
using samples::Bytes;
using samples::picture;

constexpr std::size_t beginning = 256 << 10;  // what is read first

class PhotoSizes : public checks::Folder {
 protected:
  std::filesystem::path put(const std::string& name, const Bytes& bytes) {
    std::ofstream(folder / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return folder / name;
  }
  void expect_size_of(const Bytes& bytes) {
    const auto path = put("photo", bytes);
    const Image photo = read_photo(path);
    for (const PhotoSize size : {read_photo_size(path), photo_size(bytes, "photo")}) {
      EXPECT_EQ(size.width, photo.width);
      EXPECT_EQ(size.height, photo.height);
    }
  }
  template <typename Read>
  static std::string refusal_of(Read read) {
    return checks::failure_of([&] { static_cast<void>(read()); }, ErrorKind::input);
  }
  static void expect_refused_alike(const std::filesystem::path& path, const image::DecodeLimits& limits = {}) {
    EXPECT_EQ(refusal_of([&] { return read_photo_size(path, limits); }),
              refusal_of([&] { return read_photo(path, limits); }));
  }
};

/// Longer than what is read first, by notes ahead of the image.
Bytes long_jpeg(const Bytes& jpeg) {
  Bytes bytes = jpeg;
  while (bytes.size() <= beginning + 1000) bytes = samples::jpeg_with_segment(bytes, 0xe2, Bytes(65'000, 0x20));
  return bytes;
}

TEST_F(PhotoSizes, AreThoseOfTheDecodedPhoto) {
  const Image photo = picture(61, 43, 3);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const Bytes exif = samples::exif(orientation, orientation % 2 == 0);
    expect_size_of(samples::jpeg_with_exif(samples::jpeg(photo), exif));
    expect_size_of(long_jpeg(samples::jpeg_with_exif(samples::jpeg(photo), exif)));
    expect_size_of(samples::png(61, 43, {.before_data = samples::png_chunk("eXIf", exif)}, photo.pixels));
    expect_size_of(samples::webp_with_exif(samples::webp(photo, samples::Webp::lossless), photo, exif));
  }
}

TEST_F(PhotoSizes, OfEveryKindOfPhoto) {
  for (const int channels : {1, 3, 4}) {
    expect_size_of(samples::jpeg(picture(61, 43, channels)));
    expect_size_of(samples::jpeg(picture(61, 43, channels), samples::Jpeg::progressive));
    expect_size_of(samples::png(picture(61, 43, channels)));
  }
  expect_size_of(samples::jpeg_marked_rgb(picture(20, 30, 3)));
  expect_size_of(samples::grey_jpeg_with_sampling({0x12, 0x22, 0x21}));
  expect_size_of(samples::grey_jpeg_with_scans(40));
  expect_size_of(samples::png(61, 43, {.interlaced = true}, picture(61, 43, 3).pixels));
  expect_size_of(samples::png(8, 1, {.depth = 1, .colour_type = 3}, {0x55}));
  for (const samples::Webp kind : {samples::Webp::lossy, samples::Webp::lossless}) {
    expect_size_of(samples::webp(picture(61, 43, 3), kind));
    expect_size_of(samples::webp(picture(61, 43, 4), kind));
  }
}

TEST_F(PhotoSizes, OfFilesLongerThanWhatIsReadFirst) {
  const Image photo = picture(300, 200, 3);
  const Bytes exif = samples::exif(6);
  Bytes padded = samples::jpeg(photo);
  padded.resize(beginning + 5);
  expect_size_of(padded);
  padded.resize(beginning);
  expect_size_of(padded);
  const Bytes filler = samples::png_chunk("teXt", Bytes(beginning, 0x20));
  const Bytes chunks = samples::joined({filler, samples::png_chunk("eXIf", exif)});
  expect_size_of(samples::png(300, 200, {.before_data = chunks}, photo.pixels));
  const Bytes long_note = samples::joined({exif, Bytes(beginning)});
  expect_size_of(samples::webp_with_exif(samples::webp(photo, samples::Webp::lossy), photo, long_note));
}

TEST_F(PhotoSizes, LeaveTheEndOfALongJpegUnread) {
  Bytes bytes = samples::jpeg(picture(300, 200, 3));
  bytes.resize(bytes.size() - 10);
  const auto path = put("photo", bytes);
  EXPECT_EQ(read_photo_size(path).width, 300);
  EXPECT_THROW(static_cast<void>(read_photo(path)), Error);
}

TEST_F(PhotoSizes, AreRefusedAsThePhotoIs) {
  expect_refused_alike(folder / "absent.jpg");
  expect_refused_alike(folder);
  ASSERT_EQ(::mkfifo((folder / "pipe.jpg").c_str(), 0600), 0);
  expect_refused_alike(folder / "pipe.jpg");
  expect_refused_alike(put("empty.jpg", {}));
  expect_refused_alike(put("text.jpg", samples::text("text")));
  expect_refused_alike(put("long-text.jpg", Bytes(beginning + 1, 'a')));
  expect_refused_alike(put("long.jpg", Bytes(101)), {.max_file_bytes = 100});
  expect_refused_alike(put("animation.webp", samples::webp_of_animation()));
  expect_refused_alike(put("claim.png", samples::png_claiming(40'000, 40'000)));
  for (const Bytes& bytes :
       {samples::jpeg(picture(40, 30, 3)), long_jpeg(samples::jpeg(picture(40, 30, 3))),
        samples::png(picture(40, 30, 3)), samples::webp(picture(40, 30, 3), samples::Webp::lossy)}) {
    expect_refused_alike(put("photo", bytes), {.max_pixels = 1199});
    expect_refused_alike(put("photo", bytes), {.max_side = 39});
    for (const std::size_t length : {std::size_t{5}, std::size_t{15}}) {
      expect_refused_alike(put("photo", {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)}));
    }
  }
  const Bytes cut = long_jpeg(samples::jpeg(picture(40, 30, 3)));
  expect_refused_alike(put("photo", {cut.begin(), cut.begin() + beginning + 100}));
}

TEST_F(PhotoSizes, OfDamagedFilesAreThoseOfThePhotoWhereItDecodes) {
  const Image photo = picture(48, 32, 3);
  const Bytes exif = samples::exif(6);
  const std::vector<Bytes> whole = {
      samples::jpeg_with_exif(samples::jpeg(photo), exif),
      samples::png(48, 32, {.before_data = samples::png_chunk("eXIf", exif)}, photo.pixels),
      samples::webp_with_exif(samples::webp(photo, samples::Webp::lossless), photo, exif)};
  int decoded = 0;
  for (const Bytes& bytes : whole) {
    for (unsigned seed = 0; seed < 200; ++seed) {
      const Bytes damaged = samples::damaged(bytes, seed);
      Image image;
      try {
        image = image::decode_photo(damaged, "photo", {.max_pixels = 1 << 20});
      } catch (const Error&) {
        continue;
      }
      ++decoded;
      const PhotoSize size = photo_size(damaged, "photo");
      EXPECT_EQ(size.width, image.width);
      EXPECT_EQ(size.height, image.height);
    }
  }
  EXPECT_GT(decoded, 50);
}

}  // namespace
}  // namespace hesscut
