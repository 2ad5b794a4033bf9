#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace hesscut::kernels::cpu {

/// A monotone priority queue of pixels keyed by non-negative floats (radix heap: Ahuja, Mehlhorn, Orlin, Tarjan 1990).
/// The bit patterns of such floats sort like the numbers, so an entry is filed under the highest bit in which its key
/// differs from the last key taken. The lowest `coarse_bits` bits are dropped: keys that agree in the rest come out in
/// no particular order, which a label-correcting search forgives.
class RadixQueue {
 public:
  static constexpr int coarse_bits = 14;  ///< of the 23-bit mantissa: keys are told apart to 0.2 %

  struct Entry {
    std::uint32_t key;
    std::uint32_t pixel;
  };

  void reserve(std::size_t pixels) {
    for (auto& bucket : buckets_) bucket.reserve(pixels / 4);
  }

  void clear() {
    for (auto& bucket : buckets_) bucket.clear();
    last_ = 0;
    filled_ = 0;
  }

  [[nodiscard]] static std::uint32_t key_of(float value) { return std::bit_cast<std::uint32_t>(value) >> coarse_bits; }

  /// Keys below the last one taken are filed as that one.
  void push(float value, std::uint32_t pixel) {
    const std::uint32_t key = key_of(value);
    file({key < last_ ? last_ : key, pixel});
  }

  /// Takes a pixel of the smallest key; false when the queue is empty.
  bool pop(std::uint32_t& pixel) {
    if (buckets_[0].empty()) {
      filled_ &= ~1U;
      if (filled_ == 0) return false;
      refill();
    }
    pixel = buckets_[0].back().pixel;
    buckets_[0].pop_back();
    return true;
  }

 private:
  static constexpr int bucket_count = 33 - coarse_bits;

  void file(Entry entry) {
    const int bucket = 32 - std::countl_zero(entry.key ^ last_);
    buckets_[bucket].push_back(entry);
    filled_ |= 1U << bucket;
  }

  /// Makes the smallest key the last one and files the lowest bucket anew; all of it moves to lower buckets.
  void refill() {
    const int lowest = std::countr_zero(filled_);
    auto& bucket = buckets_[lowest];
    std::uint32_t smallest = bucket.front().key;
    for (const Entry& entry : bucket) smallest = entry.key < smallest ? entry.key : smallest;
    last_ = smallest;
    filled_ &= ~(1U << lowest);
    for (const Entry& entry : bucket) file(entry);
    bucket.clear();
  }

  std::array<std::vector<Entry>, bucket_count> buckets_;
  std::uint32_t last_ = 0;
  std::uint32_t filled_ = 0;  ///< bit i: bucket i may hold entries
};

}  // namespace hesscut::kernels::cpu
