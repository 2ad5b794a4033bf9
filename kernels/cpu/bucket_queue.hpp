#pragma once

#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

namespace hesscut::kernels::cpu {

/// A monotone queue of pixels keyed by non-negative finite floats. The bit patterns of such floats sort like the
/// numbers, so their highest bits number the buckets: an entry is filed once and never moved. Pixels whose keys agree
/// to 0.8 % come out in no particular order, which a label-correcting search forgives.
class BucketQueue {
 public:
  void reserve(std::size_t pixels) {
    entries_.reserve(pixels);
    make_buckets();
  }

  /// Before each search. The queue must be empty: keys start from 0.
  void restart() {
    make_buckets();
    current_ = 0;
  }

  /// Keys below those that have been taken are filed under the ones just taken.
  void push(float key, std::uint32_t pixel) {
    const std::uint32_t bucket = std::bit_cast<std::uint32_t>(key) >> dropped_bits;
    file({pixel, none}, bucket < current_ ? current_ : bucket);
  }

  /// Takes all entries, the lowest bucket first, and calls visit(pixel) for each, which may push further ones.
  template <class Visit>
  void drain(const Visit& visit) {
    while (find_next()) {
      // The bucket is emptied first: what is pushed into it meanwhile waits for the next round.
      std::uint32_t at = first_[current_];
      first_[current_] = none;
      filled_[current_ / word_bits] &= ~(std::uint64_t{1} << current_ % word_bits);
      while (at != none) {
        const Entry entry = entries_[at];
        entries_[at].next = free_;
        free_ = at;
        at = entry.next;
        visit(entry.pixel);
      }
    }
  }

 private:
  struct Entry {
    std::uint32_t pixel;
    std::uint32_t next;  ///< of the same bucket, or of the free ones
  };
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  static constexpr int dropped_bits = 16;  ///< of the 23-bit mantissa
  static constexpr std::uint32_t word_bits = 64;
  static constexpr std::uint32_t buckets =
      std::bit_cast<std::uint32_t>(std::numeric_limits<float>::infinity()) >> dropped_bits;

  /// Most threads of a large machine never search: theirs are not made.
  void make_buckets() {
    first_.resize(buckets, none);
    filled_.resize(buckets / word_bits, 0);
  }

  void file(Entry entry, std::uint32_t bucket) {
    std::uint32_t at = free_;
    if (at == none) {
      at = static_cast<std::uint32_t>(entries_.size());
      entries_.push_back(entry);
    } else {
      free_ = entries_[at].next;
    }
    entries_[at] = {entry.pixel, first_[bucket]};
    first_[bucket] = at;
    filled_[bucket / word_bits] |= std::uint64_t{1} << bucket % word_bits;
  }

  /// Moves to the lowest filled bucket; false when there is none.
  bool find_next() {
    for (std::size_t word = current_ / word_bits; word < filled_.size(); ++word) {
      if (filled_[word] == 0) continue;
      current_ =
          static_cast<std::uint32_t>(word * word_bits) + static_cast<std::uint32_t>(std::countr_zero(filled_[word]));
      return true;
    }
    return false;
  }

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> first_;   ///< entry of each bucket
  std::vector<std::uint64_t> filled_;  ///< a bit for each bucket that has entries
  std::uint32_t free_ = none;
  std::uint32_t current_ = 0;
};

}  // namespace hesscut::kernels::cpu
