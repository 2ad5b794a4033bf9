#pragma once

#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "host/device/array.hpp"
#include "host/device/device.hpp"
#include "kernels/operations.hpp"
#include "tests/reference/admm.hpp"
#include "tests/reference/geodesic.hpp"
#include "tests/reference/grid.hpp"

/// How the tests speak with a device: numbers go up through upload and come back through download, nothing else.

namespace hesscut::test {

using reference::Grid;
using reference::Labels;
using reference::Random;

/// What one image brings to an operation. Every number is one that float32 holds exactly.
struct Inputs {
  int height = 0;
  int width = 0;
  std::vector<Grid> fields{};
  std::vector<Labels> labels{};
  std::vector<kernels::Rgb8> rgb{};
  std::vector<double> numbers{};
  reference::Penalties penalties{};
};

/// What one image gets from it: one grid an output, in the order in which the call asked for them.
using Outputs = std::vector<Grid>;

/// A device and one queue of it.
struct Rig {
  std::unique_ptr<device::Device> device;
  std::unique_ptr<kernels::Operations> queue;

  explicit Rig(std::unique_ptr<device::Device> made) : device(std::move(made)), queue(device->make_queue()) {}

  template <class T>
  [[nodiscard]] device::Array<T> upload(const std::vector<T>& values) {
    device::Array<T> out(*device, values.size());
    queue->upload(out.data(), values.data(), out.bytes());
    queue->synchronize();
    return out;
  }
  template <class T>
  [[nodiscard]] std::vector<T> download(const T* data, std::size_t size) {
    std::vector<T> out(size);
    queue->download(out.data(), data, size * sizeof(T));
    queue->synchronize();
    return out;
  }
};

[[nodiscard]] kernels::Penalties to_device(const reference::Penalties& penalties);
/// Penalties whose values float32 holds exactly.
[[nodiscard]] reference::Penalties random_penalties(Random& random);

/// The arrays of one call on a batch of images of one size. Outputs start as NaN and are followed by a guard.
class Call {
 public:
  Call(Rig& rig, std::span<const Inputs> images);

  [[nodiscard]] kernels::Operations& queue() const { return *rig_.queue; }
  [[nodiscard]] device::Device& device() const { return *rig_.device; }
  [[nodiscard]] const kernels::Shape& shape() const { return shape_; }

  [[nodiscard]] kernels::FloatField input(int field);
  /// An input field that the operation overwrites and that counts as an output.
  [[nodiscard]] kernels::FloatField in_place(int field);
  [[nodiscard]] kernels::ByteField labels(int field);
  [[nodiscard]] kernels::Field<const kernels::Rgb8> rgb() { return rgb(shape_.height, shape_.width); }
  [[nodiscard]] kernels::Field<const kernels::Rgb8> rgb(int height, int width);
  [[nodiscard]] const kernels::Penalties* penalties();
  /// Numbers of the images as [groups, batch, per_group]; groups lie one after the other in Inputs::numbers.
  [[nodiscard]] const float* numbers(int per_group, int groups = 1);

  [[nodiscard]] kernels::FloatField output() { return output(shape_.height, shape_.width); }
  [[nodiscard]] kernels::FloatField output(int height, int width);
  [[nodiscard]] kernels::ByteField label_output() { return label_output(shape_.height, shape_.width); }
  [[nodiscard]] kernels::ByteField label_output(int height, int width);
  /// `size` values of T an image; each T is a number of doubles or floats.
  template <class T, class Element>
  [[nodiscard]] T* values_output(int size_in_elements) {
    return reinterpret_cast<T*>(poisoned<Element>(1, size_in_elements));
  }
  /// Memory that the call needs but does not hand back.
  [[nodiscard]] float* workspace(std::size_t floats_per_image);
  [[nodiscard]] kernels::FloatField scratch() { return {workspace(shape_.pixels()), shape_}; }

  /// Waits, and brings the outputs back: [image][output].
  [[nodiscard]] std::vector<Outputs> finish();

 private:
  template <class T>
  T* keep(const std::vector<T>& values) {
    auto array = std::make_shared<device::Array<T>>(rig_.upload(values));
    kept_.push_back(array);
    return array->data();
  }
  template <class T>
  T* poisoned(int height, int width);
  template <class T>
  void expect_back(const T* data, int height, int width, std::size_t guard);

  static constexpr std::size_t guard_elements = 16;
  static constexpr int poison = 0xFF;

  Rig& rig_;
  std::span<const Inputs> images_;
  kernels::Shape shape_;
  std::vector<std::shared_ptr<void>> kept_;
  std::vector<std::function<void(std::vector<Outputs>&)>> readers_;
};

template <class T>
T* Call::poisoned(int height, int width) {
  std::vector<T> values(static_cast<std::size_t>(height) * width * images_.size() + guard_elements);
  std::memset(values.data(), poison, values.size() * sizeof(T));
  T* data = keep(values);
  expect_back(data, height, width, guard_elements);
  return data;
}

}  // namespace hesscut::test
