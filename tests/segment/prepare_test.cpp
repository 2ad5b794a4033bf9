#include "host/segment/prepare.hpp"

#include <gtest/gtest.h>

#include "host/segment/marker_map.hpp"
#include "tests/segment/checks.hpp"

namespace hesscut::test {
namespace {

using segment::Knowledge;

Image random_image(Random& random, int width, int height, int channels) {
  Image image(width, height, channels);
  for (std::uint8_t& v : image.pixels) v = static_cast<std::uint8_t>(random.integer(0, 255));
  return image;
}

TEST(CheckPhoto, RefusesWhatIsNoPhoto) {
  const Image image(4, 3, 3);
  ImageView view = image.view();
  EXPECT_NO_THROW(segment::check_photo(view));
  EXPECT_TRUE(refuses([] { segment::check_photo({}); }, ErrorKind::input, {"empty"}));
  for (const int side : {0, -1}) {
    for (int ImageView::*member : {&ImageView::width, &ImageView::height}) {
      view = image.view();
      view.*member = side;
      EXPECT_TRUE(refuses([&] { segment::check_photo(view); }, ErrorKind::input, {"empty"}));
    }
  }
  for (const int channels : {-1, 0, 2, 5}) {
    view = image.view();
    view.channels = channels;
    EXPECT_TRUE(refuses([&] { segment::check_photo(view); }, ErrorKind::input, {std::to_string(channels)}));
  }
  for (const std::ptrdiff_t stride : {11, 0, -12}) {
    view = image.view();
    view.stride = stride;
    EXPECT_TRUE(refuses([&] { segment::check_photo(view); }, ErrorKind::input, {"stride"}));
  }
}

TEST(AsRgb, KeepsAPackedPhotoWhereItIs) {
  Random random(1);
  const Image image = random_image(random, 7, 5, 3);
  Image storage;
  EXPECT_EQ(segment::as_rgb(image.view(), storage).data, image.pixels.data());
  EXPECT_TRUE(storage.empty());
}

TEST(AsRgb, DropsThePaddingOfRows) {
  Random random(2);
  for (const int channels : {1, 3, 4}) {
    const Image image = random_image(random, 7, 5, channels);
    const std::size_t stride = image.row_bytes() + 13;
    std::vector<std::uint8_t> padded(stride * 5, 0xAA);
    for (int y = 0; y < 5; ++y) std::copy_n(image.row(y), image.row_bytes(), padded.data() + y * stride);
    Image packed_storage;
    Image padded_storage;
    const ImageView packed = segment::as_rgb(image.view(), packed_storage);
    const ImageView view{padded.data(), 7, 5, channels, static_cast<std::ptrdiff_t>(stride)};
    const ImageView unpadded = segment::as_rgb(view, padded_storage);
    EXPECT_EQ(unpadded.stride, 21);
    EXPECT_EQ(unpadded.channels, 3);
    EXPECT_TRUE(std::equal(unpadded.data, unpadded.data + 105, packed.data)) << channels;
  }
}

TEST(AsRgb, GreyIsThreeEqualChannels) {
  Random random(3);
  const Image grey = random_image(random, 9, 4, 1);
  Image storage;
  const ImageView rgb = segment::as_rgb(grey.view(), storage);
  for (std::size_t i = 0; i < grey.pixels.size(); ++i) {
    for (int c = 0; c < 3; ++c) ASSERT_EQ(rgb.data[3 * i + c], grey.pixels[i]);
  }
}

TEST(AsRgb, AlphaIsLaidOnWhite) {
  Random random(4);
  Image rgba = random_image(random, 64, 64, 4);
  for (int i = 0; i < 64; ++i) rgba.pixels[4 * i + 3] = i % 2 == 0 ? 255 : 0;
  Image storage;
  const ImageView rgb = segment::as_rgb(rgba.view(), storage);
  for (std::size_t i = 0; i < 64 * 64; ++i) {
    const double alpha = rgba.pixels[4 * i + 3] / 255.0;
    for (int c = 0; c < 3; ++c) {
      const double want = alpha * rgba.pixels[4 * i + c] + (1 - alpha) * 255;
      ASSERT_NEAR(rgb.data[3 * i + c], want, alpha == 0 || alpha == 1 ? 0 : 0.51) << i;
    }
  }
}

/// Mean of the photo over the area of a working pixel.
double area_mean(const Image& photo, const kernels::Shape& shape, int x, int y, int channel) {
  const double left = static_cast<double>(x) * photo.width / shape.width;
  const double right = static_cast<double>(x + 1) * photo.width / shape.width;
  const double top = static_cast<double>(y) * photo.height / shape.height;
  const double bottom = static_cast<double>(y + 1) * photo.height / shape.height;
  double sum = 0;
  for (int v = 0; v < photo.height; ++v) {
    const double tall = std::min(bottom, v + 1.0) - std::max(top, static_cast<double>(v));
    if (tall <= 0) continue;
    for (int u = 0; u < photo.width; ++u) {
      const double wide = std::min(right, u + 1.0) - std::max(left, static_cast<double>(u));
      if (wide > 0) sum += wide * tall * photo.row(v)[3 * u + channel];
    }
  }
  return sum / ((right - left) * (bottom - top));
}

TEST(ShrinkPhoto, TakesTheMeanOfEachPixelsArea) {
  Random random(5);
  const kernels::Shape shapes[] = {{1, 30, 40}, {1, 20, 13}, {1, 7, 40}, {1, 1, 1}, {1, 29, 39}, {1, 15, 20}};
  const Image photo = random_image(random, 40, 30, 3);
  for (const kernels::Shape& shape : shapes) {
    const Image small = segment::shrink_photo(photo.view(), shape);
    ASSERT_EQ(small.width, shape.width);
    ASSERT_EQ(small.height, shape.height);
    for (int y = 0; y < shape.height; ++y) {
      for (int x = 0; x < shape.width; ++x) {
        for (int c = 0; c < 3; ++c) {
          ASSERT_NEAR(small.row(y)[3 * x + c], area_mean(photo, shape, x, y, c), 0.75) << shape.width << ": " << x;
        }
      }
    }
  }
}

TEST(Knowledge, IsTheBestThatIsMarked) {
  Image labels(5, 4, 1, unmarked);
  EXPECT_EQ(segment::knowledge_of(labels), Knowledge::nothing);
  EXPECT_FALSE(segment::is_decided(labels));
  labels.pixels[7] = background;
  EXPECT_EQ(segment::knowledge_of(labels), Knowledge::candidates);
  labels.pixels[8] = foreground;
  EXPECT_EQ(segment::knowledge_of(labels), Knowledge::foreground);
  EXPECT_EQ(segment::knowledge_of(Image(5, 4, 1, foreground)), Knowledge::foreground);
  EXPECT_FALSE(segment::is_decided(labels));
  for (std::uint8_t& v : labels.pixels) v = v == unmarked ? background : v;
  EXPECT_TRUE(segment::is_decided(labels));
}

int depth_at(const Image& image, std::size_t pixel) {
  const int x = static_cast<int>(pixel) % image.width;
  const int y = static_cast<int>(pixel) / image.width;
  return std::min(std::min(x, image.width - 1 - x), std::min(y, image.height - 1 - y));
}

TEST(WithBackground, AddsTheBorderWhereNoBackgroundIsKnown) {
  for (const auto& [width, height] : {std::pair{512, 384}, {40, 30}, {300, 900}}) {
    Image known(width, height, 1, unmarked);
    for (int x = 0; x < width / 2; ++x) known.row(height / 2)[x] = foreground;
    const Image labels = segment::with_background(known);
    for (std::size_t i = 0; i < labels.pixels.size(); ++i) {
      const bool at_border = depth_at(known, i) < segment::border_pixels(width, height);
      const std::uint8_t want = known.pixels[i] == foreground ? foreground : at_border ? background : unmarked;
      ASSERT_EQ(labels.pixels[i], want) << width << ": " << i;
    }
    known.row(height / 2)[width - 5] = background;
    EXPECT_EQ(segment::with_background(known).pixels, known.pixels);
  }
}

// Models and distances need a second side: where the whole border is foreground, some other place must stand for it.
TEST(WithBackground, AlwaysLeavesBothSidesToLearnFrom) {
  for (const auto& [width, height] : {std::pair{40, 30}, {3, 3}, {9, 1}}) {
    Image known(width, height, 1, foreground);
    known.row(height / 2)[width / 2] = unmarked;
    const Image labels = segment::with_background(known);
    EXPECT_GT(share_of(labels, background), 0) << width << " x " << height;
    EXPECT_GT(share_of(labels, foreground), 0) << width << " x " << height;
  }
}

TEST(WithCandidates, TakesAllThatIsNotBackgroundForForeground) {
  Image known(20, 10, 1, unmarked);
  for (int x = 0; x < 20; ++x) known.row(0)[x] = background;
  const Image labels = segment::with_candidates(known);
  for (std::size_t i = 0; i < labels.pixels.size(); ++i) {
    ASSERT_EQ(labels.pixels[i], known.pixels[i] == background ? background : foreground);
  }
}

}  // namespace
}  // namespace hesscut::test
