#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/catalogue/journal/record.hpp"

namespace hesscut::catalogue {

/// A card of the report: a product of an item, or an item without products.
struct CardKey {
  static constexpr std::size_t no_product = static_cast<std::size_t>(-1);

  enum class Group { flagged, failed, deferred, plain };

  Group group = Group::plain;
  double badness = 0;  ///< the mask certificate; infinite where it is not known
  std::size_t item = 0;
  std::size_t product = no_product;

  /// The order of the report: flagged, failed and deferred ones, then the others; each from the worst certificate to
  /// the best, equal ones in the order of items and products.
  [[nodiscard]] bool before(const CardKey& other) const;
};

/// The first `limit` cards in that order of any number of them, in memory for those alone.
class CardSelection {
 public:
  explicit CardSelection(std::size_t limit) : limit_(limit) {}

  /// Each card of an item: one for every product where it is done and has any, else one. A withdrawn item has none.
  void add(std::size_t item, const Record& record);

  [[nodiscard]] std::vector<CardKey> in_order() const;

  /// Of all cards, those left out too.
  [[nodiscard]] std::uint64_t total() const { return total_; }

 private:
  void add(const CardKey& key);

  std::size_t limit_;
  std::uint64_t total_ = 0;
  std::vector<CardKey> heap_;  ///< the last of them in front
};

}  // namespace hesscut::catalogue
