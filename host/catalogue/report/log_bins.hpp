#pragma once

#include <algorithm>
#include <cmath>

namespace hesscut::catalogue {

/// Bins of one width on a logarithmic axis. A bin holds what is larger than its lower edge and at most its upper one;
/// the first and the last one hold what lies beyond them too.
struct LogBins {
  int first_decade;  ///< the lower edge of the first bin is 10^first_decade
  int decades;
  int per_decade;

  [[nodiscard]] constexpr int size() const { return decades * per_decade; }

  /// i: 0 .. size(): the lower edge of bin i, the upper one of bin i - 1.
  [[nodiscard]] double edge(int i) const { return std::pow(10.0, first_decade + static_cast<double>(i) / per_decade); }

  /// The bin of a number; the first one where it is not positive or not a number.
  [[nodiscard]] int index(double value) const {
    if (!(value > edge(0))) return 0;
    if (value >= edge(size())) return size() - 1;
    const int guess = static_cast<int>(std::floor((std::log10(value) - first_decade) * per_decade));
    const int bin = std::clamp(guess, 0, size() - 1);
    if (value <= edge(bin)) return std::max(bin - 1, 0);  // also mends what the logarithm rounded
    return value > edge(bin + 1) ? std::min(bin + 1, size() - 1) : bin;
  }
};

}  // namespace hesscut::catalogue
