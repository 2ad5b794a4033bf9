#pragma once

#include <cstddef>
#include <utility>

#include "host/device/device.hpp"
#include "kernels/field.hpp"

namespace hesscut::device {

/// Owned device memory for `size` values. Movable, not copyable; its contents start undefined.
template <class T>
class Array {
 public:
  Array() = default;
  Array(Device& device, std::size_t size)
      : device_(&device), data_(static_cast<T*>(device.allocate(size * sizeof(T)))), size_(size) {}
  Array(Array&& other) noexcept
      : device_(other.device_), data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  Array& operator=(Array&& other) noexcept {
    std::swap(device_, other.device_);
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~Array() {
    if (data_ != nullptr) device_->release(data_);
  }

  [[nodiscard]] T* data() const { return data_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t bytes() const { return size_ * sizeof(T); }

 private:
  Device* device_ = nullptr;
  T* data_ = nullptr;
  std::size_t size_ = 0;
};

/// An array that is used as one field; field(n) are its first n images.
template <class T>
class FieldArray {
 public:
  FieldArray() = default;
  FieldArray(Device& device, const kernels::Shape& shape) : array_(device, shape.count()), shape_(shape) {}

  [[nodiscard]] kernels::Field<T> field() const { return {array_.data(), shape_}; }
  [[nodiscard]] kernels::Field<T> field(int batch) const { return field().first(batch); }
  [[nodiscard]] const kernels::Shape& shape() const { return shape_; }

 private:
  Array<T> array_;
  kernels::Shape shape_;
};

}  // namespace hesscut::device
