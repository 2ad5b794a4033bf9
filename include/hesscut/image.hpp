#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace hesscut {

/// A borrowed 8-bit image: rows from top to bottom, samples interleaved.
/// channels: 1 = grey, 3 = red green blue, 4 = red green blue alpha (straight, not premultiplied; sRGB).
struct ImageView {
  const std::uint8_t* data = nullptr;
  int width = 0;
  int height = 0;
  int channels = 3;
  std::ptrdiff_t stride = 0;  ///< bytes from one row to the next, >= width * channels

  [[nodiscard]] bool empty() const { return data == nullptr || width <= 0 || height <= 0; }
  [[nodiscard]] const std::uint8_t* row(int y) const { return data + y * stride; }
};

/// An owned 8-bit image without padding between rows; the meaning of the samples is that of ImageView.
struct Image {
  int width = 0;
  int height = 0;
  int channels = 3;
  std::vector<std::uint8_t> pixels;

  Image() = default;
  Image(int width_, int height_, int channels_, std::uint8_t value = 0)
      : width(width_),
        height(height_),
        channels(channels_),
        pixels(static_cast<std::size_t>(width_) * height_ * channels_, value) {}

  [[nodiscard]] bool empty() const { return pixels.empty(); }
  [[nodiscard]] std::size_t row_bytes() const { return static_cast<std::size_t>(width) * channels; }
  [[nodiscard]] std::uint8_t* row(int y) { return pixels.data() + y * row_bytes(); }
  [[nodiscard]] const std::uint8_t* row(int y) const { return pixels.data() + y * row_bytes(); }
  [[nodiscard]] ImageView view() const {
    return {pixels.data(), width, height, channels, static_cast<std::ptrdiff_t>(row_bytes())};
  }
};

}  // namespace hesscut
