#include "host/catalogue/report/card_selection.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace hesscut::catalogue {
namespace {

bool comes_before(const CardKey& a, const CardKey& b) {
  return a.before(b);
}

CardKey::Group group_of(ItemStatus status) {
  return status == ItemStatus::failed ? CardKey::Group::failed : CardKey::Group::deferred;
}

}  // namespace

bool CardKey::before(const CardKey& other) const {
  return std::tuple(group, -badness, item, product) <
         std::tuple(other.group, -other.badness, other.item, other.product);
}

void CardSelection::add(std::size_t item, const Record& record) {
  constexpr double unknown = std::numeric_limits<double>::infinity();
  if (record.status == ItemStatus::withdrawn) return;
  if (record.status != ItemStatus::done) return add({group_of(record.status), unknown, item, CardKey::no_product});
  if (record.products.empty()) return add({CardKey::Group::plain, unknown, item, CardKey::no_product});
  for (std::size_t i = 0; i < record.products.size(); ++i) {
    const ProductRecord& product = record.products[i];
    const double badness = std::isnan(product.mask_certificate) ? unknown : product.mask_certificate;
    add({product.flags.empty() ? CardKey::Group::plain : CardKey::Group::flagged, badness, item, i});
  }
}

void CardSelection::add(const CardKey& key) {
  ++total_;
  if (limit_ == 0) return;
  if (heap_.size() == limit_) {
    if (!key.before(heap_.front())) return;
    std::ranges::pop_heap(heap_, comes_before);
    heap_.pop_back();
  }
  heap_.push_back(key);
  std::ranges::push_heap(heap_, comes_before);
}

std::vector<CardKey> CardSelection::in_order() const {
  std::vector<CardKey> keys = heap_;
  std::ranges::sort(keys, comes_before);
  return keys;
}

}  // namespace hesscut::catalogue
