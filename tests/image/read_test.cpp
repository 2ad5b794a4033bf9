#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "host/image/files.hpp"
#include "tests/image/checks.hpp"
#include "tests/image/samples.hpp"

namespace hesscut {
namespace {

using checks::expect_close;
using image::read_labels;
using image::read_photo;
using samples::Bytes;

class ReadFile : public checks::Folder {
 protected:
  std::filesystem::path put(const std::string& name, const Bytes& bytes) {
    std::ofstream(folder / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return folder / name;
  }
  static std::string refusal(const std::filesystem::path& path, const image::DecodeLimits& limits = {}) {
    const std::string message =
        checks::failure_of([&] { static_cast<void>(read_photo(path, limits)); }, ErrorKind::input);
    EXPECT_TRUE(message.starts_with(path.string() + ": ")) << message;
    return message.substr(std::min(message.size(), path.string().size() + 2));
  }
};

TEST_F(ReadFile, TheBytesSayTheFormatNotTheName) {
  const Image photo = samples::picture(20, 10, 3);
  expect_close(read_photo(put("photo.jpg", samples::png(photo))), photo, 0);
  expect_close(read_photo(put("photo", samples::webp(photo, samples::Webp::lossless))), photo, 0);
}

TEST_F(ReadFile, WhatCannotBeReadIsNamedWithTheReason) {
  EXPECT_EQ(refusal(folder / "absent.jpg"), "No such file or directory");
  EXPECT_EQ(refusal(folder), "Is a directory");
  EXPECT_EQ(refusal(put("empty.jpg", {})), "empty file");
  EXPECT_EQ(refusal(put("long.jpg", Bytes(101)), {.max_file_bytes = 100}), "101 bytes is over the limit of 100");
  EXPECT_EQ(refusal(put("text.jpg", samples::text("text"))), "neither a JPEG, a PNG nor a WebP");
  ASSERT_EQ(::mkfifo((folder / "pipe.jpg").c_str(), 0600), 0);
  EXPECT_EQ(refusal(folder / "pipe.jpg"), "Not a regular file");
}

TEST_F(ReadFile, Unreadable) {
  const auto path = put("secret.jpg", samples::jpeg(samples::picture(8, 8, 3)));
  std::filesystem::permissions(path, std::filesystem::perms::none);
  const uid_t user = ::geteuid();
  constexpr uid_t nobody = 65'534;
  if (user == 0 && ::seteuid(nobody) != 0) GTEST_SKIP() << "the superuser may read everything";
  EXPECT_EQ(refusal(path), "Permission denied");
  ASSERT_EQ(::seteuid(user), 0);
}

TEST_F(ReadFile, ANameOfTwoLinesMakesAMessageOfOne) {
  const std::string message = checks::failure_of(
      [&] { static_cast<void>(image::decode_photo(samples::text("text"), "two\nlines\t.jpg")); }, ErrorKind::input);
  EXPECT_EQ(message, "two?lines?.jpg: neither a JPEG, a PNG nor a WebP");
}

TEST_F(ReadFile, LabelsKeepTheirValues) {
  Image every(256, 1, 1);
  for (int x = 0; x < 256; ++x) every.pixels[x] = static_cast<std::uint8_t>(x);
  const auto labels = [&](const samples::PngForm& form, const Bytes& rows, int width) {
    return read_labels(put("labels.png", samples::png(width, 1, form, rows)));
  };
  expect_close(labels({.colour_type = 0}, every.pixels, 256), every, 0);
  // Linear light and a transparent value would change a photo.
  const Bytes distraction =
      samples::joined({samples::png_chunk("gAMA", {0, 1, 0x86, 0xa0}), samples::png_chunk("tRNS", {0, 128})});
  expect_close(labels({.colour_type = 0, .before_data = distraction}, every.pixels, 256), every, 0);

  Bytes with_alpha;
  Bytes colour;
  Bytes deep;
  for (const std::uint8_t value : every.pixels) {
    with_alpha.insert(with_alpha.end(), {value, static_cast<std::uint8_t>(value / 2)});
    colour.insert(colour.end(), {value, value, value});
    deep.insert(deep.end(), {value, value});
  }
  expect_close(labels({.colour_type = 4}, with_alpha, 256), every, 0);
  expect_close(labels({.colour_type = 2}, colour, 256), every, 0);
  expect_close(labels({.depth = 16, .colour_type = 0}, deep, 256), every, 0);

  Image four(4, 1, 1);
  four.pixels = {0, 85, 170, 255};
  expect_close(labels({.depth = 2, .colour_type = 0}, {0x1b}, 4), four, 0);
  four.pixels = {150, 147, 113, 105};  // the luma of (i, 255 - i, 2 i)
  expect_close(labels({.depth = 8, .colour_type = 3}, {0, 51, 128, 255}, 4), four, 0);
}

TEST_F(ReadFile, LabelsAreNotTurned) {
  const Image stored = samples::picture(6, 4, 1);
  const Bytes turned = samples::png_chunk("eXIf", samples::exif(6));
  expect_close(read_labels(put("l.png", samples::png(6, 4, {.colour_type = 0, .before_data = turned}, stored.pixels))),
               stored, 0);
}

TEST_F(ReadFile, LabelsMustBeAWholePng) {
  const auto refused = [](const std::filesystem::path& path) {
    return checks::failure_of([&] { static_cast<void>(read_labels(path, {.max_pixels = 100})); }, ErrorKind::input);
  };
  const auto expect_reason = [&](const Bytes& bytes, const std::string& reason) {
    const auto path = put("labels.png", bytes);
    EXPECT_EQ(refused(path), path.string() + ": " + reason);
  };
  expect_reason({}, "empty file");
  expect_reason(samples::jpeg(samples::picture(8, 8, 3)), "not a PNG");
  expect_reason(samples::png(samples::picture(11, 10, 1)), "11 x 10 pixels is over the limit of 100");
  Bytes cut = samples::png(samples::picture(8, 8, 1));
  cut.pop_back();
  expect_reason(cut, "truncated PNG");
}

TEST(PhotoName, ByItsEnding) {
  for (const char* name : {"a.jpg", "a.JPG", "b/a.jpeg", "a.b.Png", "a.webp"}) EXPECT_TRUE(image::is_photo_name(name));
  for (const char* name : {"a", "jpg", ".jpg", "a.gif", "a.jpg.tmp", "a.png/", ""})
    EXPECT_FALSE(image::is_photo_name(name));
}

}  // namespace
}  // namespace hesscut
