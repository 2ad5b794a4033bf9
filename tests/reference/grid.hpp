#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

/// The reference: what docs/model.md says, in plain double-precision code that shares nothing with the kernels.
/// Clarity before speed; every function follows its formula.

namespace hesscut::reference {

/// One image of doubles, row by row.
struct Grid {
  int height = 0;
  int width = 0;
  std::vector<double> values;

  Grid() = default;
  Grid(int height_, int width_, double value = 0)
      : height(height_), width(width_), values(static_cast<std::size_t>(height_) * width_, value) {}

  [[nodiscard]] std::size_t size() const { return values.size(); }
  [[nodiscard]] double& operator()(int y, int x) { return values[static_cast<std::size_t>(y) * width + x]; }
  [[nodiscard]] double operator()(int y, int x) const { return values[static_cast<std::size_t>(y) * width + x]; }
};

/// out(pixel) = f(a(pixel), more(pixel)...)
template <class F, class... More>
[[nodiscard]] Grid map(F f, const Grid& a, const More&... more) {
  Grid out(a.height, a.width);
  for (std::size_t i = 0; i < out.size(); ++i) out.values[i] = f(a.values[i], more.values[i]...);
  return out;
}

[[nodiscard]] inline double dot(const Grid& a, const Grid& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a.values[i] * b.values[i];
  return sum;
}

[[nodiscard]] inline double max_abs(const Grid& a) {
  double largest = 0;
  for (const double v : a.values) largest = std::max(largest, std::abs(v));
  return largest;
}

[[nodiscard]] inline double max_difference(const Grid& a, const Grid& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a.values[i] - b.values[i]));
  return largest;
}

/// Random numbers that are the same with every standard library.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  [[nodiscard]] double uniform(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 11U) * 0x1p-53;
  }
  /// low <= n <= high.
  [[nodiscard]] int integer(int low, int high) {
    return low + static_cast<int>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  [[nodiscard]] bool chance(double probability) { return uniform(0, 1) < probability; }

  /// Values that float32 holds exactly, so that a device can be given the very same numbers.
  [[nodiscard]] Grid grid(int height, int width, double low, double high) {
    Grid out(height, width);
    for (double& v : out.values) v = static_cast<float>(uniform(low, high));
    return out;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace hesscut::reference
