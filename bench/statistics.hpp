#pragma once

#include <algorithm>
#include <vector>

namespace hesscut::bench {

/// The middle value; the lower one of two.
[[nodiscard]] inline double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace hesscut::bench
