#pragma once

#include <cmath>
#include <cstdint>

/// Arithmetic that gives the same bits everywhere: sums, products, square roots, floor; nothing transcendental.
namespace hesscut::scenes {

struct Vec3 {
  double x = 0;
  double y = 0;
  double z = 0;
};

constexpr Vec3 operator+(Vec3 a, Vec3 b) {
  return {a.x + b.x, a.y + b.y, a.z + b.z};
}
constexpr Vec3 operator-(Vec3 a, Vec3 b) {
  return {a.x - b.x, a.y - b.y, a.z - b.z};
}
constexpr Vec3 operator*(Vec3 a, Vec3 b) {
  return {a.x * b.x, a.y * b.y, a.z * b.z};
}
constexpr Vec3 operator*(Vec3 a, double s) {
  return {a.x * s, a.y * s, a.z * s};
}
constexpr Vec3 operator*(double s, Vec3 a) {
  return a * s;
}
constexpr double dot(Vec3 a, Vec3 b) {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}
constexpr Vec3 cross(Vec3 a, Vec3 b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline double length(Vec3 a) {
  return std::sqrt(dot(a, a));
}
inline double length(double x, double y) {
  return std::sqrt(x * x + y * y);
}
inline Vec3 normalised(Vec3 a) {
  return a * (1 / length(a));
}
constexpr Vec3 mix(Vec3 a, Vec3 b, double t) {
  return a + (b - a) * t;
}
constexpr double mix(double a, double b, double t) {
  return a + (b - a) * t;
}

constexpr double larger(double a, double b) {
  return a > b ? a : b;
}
constexpr double smaller(double a, double b) {
  return a < b ? a : b;
}
constexpr double clamp01(double a) {
  return smaller(larger(a, 0), 1);
}

/// 0 below lo, 1 above hi, smooth between.
constexpr double step(double lo, double hi, double a) {
  const double t = clamp01((a - lo) / (hi - lo));
  return t * t * (3 - 2 * t);
}

/// Repeated multiplication.
constexpr double power(double base, int exponent) {
  double result = 1;
  for (; exponent > 0; exponent >>= 1, base *= base) {
    if ((exponent & 1) != 0) result *= base;
  }
  return result;
}

/// 0 .. 1 .. 0 with period 1.
inline double wave(double a) {
  const double t = std::fabs(2 * (a - std::floor(a)) - 1);
  return t * t * (3 - 2 * t);
}

/// In the plane of two coordinates, by an angle given as its cosine and sine.
struct Turn {
  double cosine = 1;
  double sine = 0;
};
constexpr Vec3 turn_y(Vec3 p, Turn t) {
  return {t.cosine * p.x + t.sine * p.z, p.y, t.cosine * p.z - t.sine * p.x};
}
constexpr Vec3 turn_x(Vec3 p, Turn t) {
  return {p.x, t.cosine * p.y + t.sine * p.z, t.cosine * p.z - t.sine * p.y};
}
constexpr Vec3 turn_z(Vec3 p, Turn t) {
  return {t.cosine * p.x + t.sine * p.y, t.cosine * p.y - t.sine * p.x, p.z};
}
inline constexpr Turn turn_10{0.984807753, 0.173648178};
inline constexpr Turn turn_20{0.939692621, 0.342020143};
inline constexpr Turn turn_30{0.866025404, 0.5};
constexpr Turn back(Turn t) {
  return {t.cosine, -t.sine};
}

constexpr std::uint32_t hash(std::uint32_t a) {
  a ^= a >> 16U;
  a *= 0x7feb352dU;
  a ^= a >> 15U;
  a *= 0x846ca68bU;
  a ^= a >> 16U;
  return a;
}
constexpr std::uint32_t hash(std::int64_t x, std::int64_t y, std::int64_t z) {
  return hash(static_cast<std::uint32_t>(x) +
              hash(static_cast<std::uint32_t>(y) + hash(static_cast<std::uint32_t>(z))));
}
/// In [0, 1).
constexpr double uniform(std::uint32_t bits) {
  return bits * (1.0 / 4294967296.0);
}

/// Smooth value noise in [0, 1], one cell a unit.
double noise(Vec3 p);
/// Several octaves of noise, in [0, 1].
double cloud(Vec3 p, int octaves);

}  // namespace hesscut::scenes
