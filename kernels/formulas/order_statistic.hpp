#pragma once

#include <cstdint>

#include "kernels/formulas/compiler.hpp"

/// Ranks, from 0, of sought values among n > 0 sorted ones.

namespace hesscut::formulas {

/// The smallest value v such that at least q n of the n values are <= v.
HESSCUT_FORMULA std::uint64_t quantile_rank(double q, std::uint64_t n) {
  const double last = static_cast<double>(n) - 1.0;
  const double rank = std::ceil(q * static_cast<double>(n)) - 1.0;
  return static_cast<std::uint64_t>(rank < 0.0 ? 0.0 : rank > last ? last : rank);
}

/// The largest of the 1 + floor(fraction (n - 1)) smallest values.
HESSCUT_FORMULA std::uint64_t smallest_part_rank(double fraction, std::uint64_t n) {
  return static_cast<std::uint64_t>(fraction * static_cast<double>(n - 1));
}

}  // namespace hesscut::formulas
