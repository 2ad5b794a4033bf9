#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace hesscut::catalogue {

/// Values by short digests, in one array without a node for each: a run may have millions of items. Nothing can be
/// taken out again. Digests are evenly spread already and serve as their own hashes.
template <typename Value>
class DigestMap {
 public:
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

  /// Null where there is none. Good until the next one is put in.
  [[nodiscard]] const Value* find(std::uint64_t digest) const {
    if (slots_.empty()) return nullptr;
    const Slot& slot = slots_[place_of(slots_, key_of(digest))];
    return slot.key == free ? nullptr : &slot.value;
  }

  /// True where there was none of this digest; otherwise takes the place of the old one.
  bool put(std::uint64_t digest, Value value) {
    if (4 * (size_ + 1) > 3 * slots_.size()) grow();
    Slot& slot = slots_[place_of(slots_, key_of(digest))];
    const bool is_new = slot.key == free;
    slot = {key_of(digest), std::move(value)};
    size_ += is_new ? 1 : 0;
    return is_new;
  }

  /// Calls visit(value) for each, in no order that means anything.
  template <typename Visit>
  void for_each(const Visit& visit) const {
    for (const Slot& slot : slots_) {
      if (slot.key != free) visit(slot.value);
    }
  }

 private:
  static constexpr std::uint64_t free = 0;
  struct Slot {
    std::uint64_t key = free;
    [[no_unique_address]] Value value{};
  };

  /// Zero stands for a free slot, so what has that digest shares the next one's: as likely as any two digests that are
  /// equal.
  [[nodiscard]] static std::uint64_t key_of(std::uint64_t digest) { return digest == free ? 1 : digest; }

  /// Where the key is, or the free slot where it belongs.
  [[nodiscard]] static std::size_t place_of(const std::vector<Slot>& slots, std::uint64_t key) {
    std::size_t place = key & (slots.size() - 1);
    while (slots[place].key != free && slots[place].key != key) place = (place + 1) & (slots.size() - 1);
    return place;
  }

  void grow() {
    constexpr std::size_t least = 16;  // always a power of two
    std::vector<Slot> larger(std::max(least, 2 * slots_.size()));
    for (Slot& slot : slots_) {
      if (slot.key != free) larger[place_of(larger, slot.key)] = std::move(slot);
    }
    slots_ = std::move(larger);
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

/// Short digests that have been seen.
class DigestSet {
 public:
  /// False where it has been put in before.
  bool put(std::uint64_t digest) { return digests_.put(digest, {}); }

 private:
  struct Nothing {};
  DigestMap<Nothing> digests_;
};

}  // namespace hesscut::catalogue
