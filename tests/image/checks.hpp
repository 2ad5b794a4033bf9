#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <hesscut/error.hpp>
#include <hesscut/image.hpp>
#include <span>
#include <string>

#include "host/image/codec.hpp"

namespace hesscut::checks {

inline void expect_one_line(const std::string& message, const std::string& name) {
  EXPECT_TRUE(message.starts_with(name + ": ")) << message;
  EXPECT_EQ(message.find_first_of("\r\n"), std::string::npos) << message;
  EXPECT_LT(message.size(), name.size() + 160) << message;
}

/// `call` must throw an Error of that kind; returns its message.
template <typename Call>
std::string failure_of(Call call, ErrorKind kind) {
  try {
    call();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), kind) << error.what();
    return error.what();
  }
  ADD_FAILURE() << "no Error";
  return "";
}

/// The message with which decode_photo refuses the bytes, which it calls "photo".
inline std::string refusal(std::span<const std::uint8_t> bytes, const image::DecodeLimits& limits = {}) {
  std::string message =
      failure_of([&] { static_cast<void>(image::decode_photo(bytes, "photo", limits)); }, ErrorKind::input);
  expect_one_line(message, "photo");
  return message;
}

inline void expect_close(const Image& image, const Image& expected, int tolerance) {
  ASSERT_EQ(image.width, expected.width);
  ASSERT_EQ(image.height, expected.height);
  ASSERT_EQ(image.channels, expected.channels);
  ASSERT_EQ(image.pixels.size(), expected.pixels.size());
  int worst = 0;
  for (std::size_t i = 0; i < image.pixels.size(); ++i) {
    worst = std::max(worst, std::abs(int{image.pixels[i]} - int{expected.pixels[i]}));
  }
  EXPECT_LE(worst, tolerance);
}

/// A folder of its own for each test, gone afterwards.
class Folder : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "hesscut-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(folder); }

  [[nodiscard]] std::ptrdiff_t entries() const {
    return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
  }

  std::filesystem::path folder;
};

}  // namespace hesscut::checks
