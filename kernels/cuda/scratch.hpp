#pragma once

#include <cstddef>

#include "kernels/field.hpp"

namespace hesscut::kernels::cuda {

/// Cuts a piece of scratch memory into arrays. With a null base it only counts, so that one function describes a layout
/// and its size.
class Carver {
 public:
  static constexpr std::size_t alignment = 256;

  explicit Carver(std::byte* base = nullptr) : base_(base) {}

  template <class T>
  T* take(std::size_t count) {
    std::byte* at = base_ == nullptr ? nullptr : base_ + used_;
    used_ += (count * sizeof(T) + alignment - 1) / alignment * alignment;
    return reinterpret_cast<T*>(at);
  }
  [[nodiscard]] std::size_t used() const { return used_; }

 private:
  std::byte* base_;
  std::size_t used_ = 0;
};

// Scratch of each file of kernels, in bytes for a batch of that shape.
[[nodiscard]] std::size_t admm_step_scratch(const Shape& shape);
[[nodiscard]] std::size_t certificate_scratch(const Shape& shape);
[[nodiscard]] std::size_t colour_model_scratch(const Shape& shape);
[[nodiscard]] std::size_t colour_space_scratch(const Shape& shape);
[[nodiscard]] std::size_t edge_weights_scratch(const Shape& shape);
[[nodiscard]] std::size_t geodesic_scratch(const Shape& shape);
[[nodiscard]] std::size_t mask_scratch(const Shape& shape);
[[nodiscard]] std::size_t region_scratch(const Shape& shape);

}  // namespace hesscut::kernels::cuda
