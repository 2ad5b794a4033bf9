#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <initializer_list>
#include <string_view>
#include <vector>

#include <hesscut/hesscut.hpp>

#include "tests/reference/grid.hpp"

/// What the tests of the segmenter share: refusals, comparisons of masks, and photos that are made in a moment.

namespace hesscut::test {

using reference::Random;

inline constexpr auto foreground = static_cast<std::uint8_t>(Label::foreground);
inline constexpr auto background = static_cast<std::uint8_t>(Label::background);
inline constexpr auto unmarked = static_cast<std::uint8_t>(Label::unmarked);

/// `call` throws an Error of that kind whose message is one line and holds all the words.
[[nodiscard]] testing::AssertionResult refuses(const std::function<void()>& call, ErrorKind kind,
                                               std::initializer_list<std::string_view> words = {});

/// |both| / |either| of the pixels over 127; 1 where both masks are empty. Sizes must agree.
[[nodiscard]] double iou(const Image& mask, const Image& truth);
/// Share of the pixels in which two masks differ.
[[nodiscard]] double difference(const Image& a, const Image& b);
/// Share of the pixels with that value.
[[nodiscard]] double share_of(const Image& image, std::uint8_t value);

/// Size, mask of 0 and 255, alpha that rounds to the mask, finite certificate, a status other than failed.
void expect_whole(const Cutout& cutout, int width, int height);
/// Everything but the times is the same, bit for bit.
void expect_same(const Cutout& a, const Cutout& b);

/// A product without a renderer: a striped disk on a shaded, noisy ground.
struct DiskPhoto {
  Image photo;
  Image truth;
  double x = 0, y = 0, radius = 0;  ///< photo pixels
};
[[nodiscard]] DiskPhoto disk_photo(int width, int height, std::uint64_t seed = 1);

/// One foreground point in the middle of the disk.
[[nodiscard]] Markers point_in(const DiskPhoto& disk);
[[nodiscard]] Markers box_around(const DiskPhoto& disk);
/// A marker image with one value everywhere.
[[nodiscard]] Markers all_marked(int width, int height, std::uint8_t value);

[[nodiscard]] SegmenterOptions one_thread(Preset preset = Preset::product);
[[nodiscard]] SegmenterOptions one_thread(const Parameters& parameters);

}  // namespace hesscut::test
