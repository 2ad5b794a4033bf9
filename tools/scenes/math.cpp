#include "tools/scenes/math.hpp"

namespace hesscut::scenes {

double noise(Vec3 p) {
  const double fx = std::floor(p.x);
  const double fy = std::floor(p.y);
  const double fz = std::floor(p.z);
  const auto ix = static_cast<std::int64_t>(fx);
  const auto iy = static_cast<std::int64_t>(fy);
  const auto iz = static_cast<std::int64_t>(fz);
  const double tx = step(0, 1, p.x - fx);
  const double ty = step(0, 1, p.y - fy);
  const double tz = step(0, 1, p.z - fz);
  const auto corner = [&](int dx, int dy, int dz) { return uniform(hash(ix + dx, iy + dy, iz + dz)); };
  const auto edge = [&](int dy, int dz) { return mix(corner(0, dy, dz), corner(1, dy, dz), tx); };
  return mix(mix(edge(0, 0), edge(1, 0), ty), mix(edge(0, 1), edge(1, 1), ty), tz);
}

double cloud(Vec3 p, int octaves) {
  double sum = 0;
  double weight = 0;
  double amplitude = 1;
  for (int octave = 0; octave < octaves; ++octave) {
    sum += amplitude * noise(p);
    weight += amplitude;
    amplitude *= 0.5;
    p = p * 2.03 + Vec3{17.3, 5.1, 9.7};
  }
  return sum / weight;
}

}  // namespace hesscut::scenes
