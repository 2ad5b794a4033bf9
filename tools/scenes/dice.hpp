#pragma once

#include "tools/scenes/math.hpp"

namespace hesscut::scenes {

/// Numbers that look random and follow from the seed alone, the same everywhere.
class Dice {
 public:
  Dice(std::uint32_t seed, std::uint32_t stream)
      : state_(hash(static_cast<std::int64_t>(seed), static_cast<std::int64_t>(stream), 77)) {}

  [[nodiscard]] double unit() {  ///< in [0, 1)
    state_ = hash(state_ + 0x9e3779b9U);
    return uniform(state_);
  }
  [[nodiscard]] double between(double lo, double hi) { return lo + (hi - lo) * unit(); }
  [[nodiscard]] bool chance(double share) { return unit() < share; }
  [[nodiscard]] int below(int count) { return static_cast<int>(unit() * count); }
  /// A turn by up to `reach` of a half circle to either side.
  [[nodiscard]] Turn turn(double reach = 1) {
    // The half angle's tangent, not the angle, is spread evenly: near enough, and without trigonometry.
    const double t = between(-1, 1) * reach;
    const double u = t / (1.0001 - 0.9 * std::fabs(t));
    const double scale = 1 / (1 + u * u);
    return {(1 - u * u) * scale, 2 * u * scale};
  }
  [[nodiscard]] Vec3 within(Vec3 half) {
    const double x = between(-half.x, half.x);
    const double y = between(-half.y, half.y);
    return {x, y, between(-half.z, half.z)};
  }
  /// A colour as Surface has it: grey, pale, strong or dark.
  [[nodiscard]] Vec3 colour() {
    const double kind = unit();
    const double level = between(0.05, 0.97);
    if (kind < 0.3) return Vec3{level, level, level} + within({0.02, 0.02, 0.02}) + Vec3{0.02, 0.02, 0.02};
    const double red = unit();
    const double green = unit();
    const Vec3 strong{red, green, unit()};
    if (kind < 0.65) return mix(strong, {level, level, level}, between(0.4, 0.85));
    const double light = larger(strong.x, larger(strong.y, strong.z));
    return strong * (between(0.25, 1.0) / (light + 0.05));
  }

 private:
  std::uint32_t state_;
};

}  // namespace hesscut::scenes
