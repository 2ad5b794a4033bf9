#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

namespace hesscut::kernels {

/// A batch of images of one size. One contiguous [batch, height, width] array holds one quantity.
struct Shape {
  int batch = 0;
  int height = 0;
  int width = 0;

  [[nodiscard]] constexpr std::size_t pixels() const { return static_cast<std::size_t>(height) * width; }
  [[nodiscard]] constexpr std::size_t count() const { return pixels() * batch; }
  [[nodiscard]] constexpr Shape with_batch(int n) const { return {n, height, width}; }
  friend bool operator==(const Shape&, const Shape&) = default;
};

/// A borrowed device array of that shape. Only operations may look behind `data`: it need not be host memory.
template <class T>
struct Field {
  T* data = nullptr;
  Shape shape;

  Field() = default;
  constexpr Field(T* data_, const Shape& shape_) : data(data_), shape(shape_) {}
  template <std::same_as<const T> ConstT>
  constexpr operator Field<ConstT>() const {  // NOLINT(google-explicit-constructor)
    return {data, shape};
  }

  [[nodiscard]] constexpr bool empty() const { return data == nullptr; }
  [[nodiscard]] constexpr T* image(int b) const { return data + b * shape.pixels(); }
  /// The first n images.
  [[nodiscard]] constexpr Field first(int n) const { return {data, shape.with_batch(n)}; }
  /// Image b alone.
  [[nodiscard]] constexpr Field one(int b) const { return {image(b), shape.with_batch(1)}; }
};

using FloatField = Field<float>;
using ConstFloatField = Field<const float>;
using ByteField = Field<std::uint8_t>;  ///< labels: 0 background, 128 unmarked, 255 foreground; masks: 0, 255
using ConstByteField = Field<const std::uint8_t>;

struct Rgb8 {
  std::uint8_t r, g, b;
};

/// Three fields of one shape: CIELAB as (L, a, b) / 100.
template <class T>
struct Planes {
  Field<T> l, a, b;

  template <std::same_as<const T> ConstT>
  operator Planes<ConstT>() const {  // NOLINT(google-explicit-constructor)
    return {l, a, b};
  }
};

}  // namespace hesscut::kernels
