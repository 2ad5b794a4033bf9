#pragma once

#include <functional>

#include "tools/scenes/math.hpp"

/// Signed distances to solids (negative inside), the vocabulary of the scenes. Lengths in scene units.
namespace hesscut::scenes {

inline double sphere(Vec3 p, double radius) {
  return length(p) - radius;
}

/// A lower bound near the surface, not the exact distance.
inline double ellipsoid(Vec3 p, Vec3 radii) {
  const Vec3 scaled{p.x / radii.x, p.y / radii.y, p.z / radii.z};
  const Vec3 twice{scaled.x / radii.x, scaled.y / radii.y, scaled.z / radii.z};
  const double k0 = length(scaled);
  const double k1 = length(twice);
  return k1 < 1e-9 ? -smaller(radii.x, smaller(radii.y, radii.z)) : k0 * (k0 - 1) / k1;
}

/// half: half side lengths with the rounding included.
inline double box(Vec3 p, Vec3 half, double rounding = 0) {
  const Vec3 q{std::fabs(p.x) - half.x + rounding, std::fabs(p.y) - half.y + rounding,
               std::fabs(p.z) - half.z + rounding};
  const Vec3 outside{larger(q.x, 0), larger(q.y, 0), larger(q.z, 0)};
  return length(outside) + smaller(larger(q.x, larger(q.y, q.z)), 0) - rounding;
}

/// From a to b, with the radii there.
inline double round_cone(Vec3 p, Vec3 a, Vec3 b, double radius_a, double radius_b) {
  const Vec3 along = b - a;
  const double t = clamp01(dot(p - a, along) / dot(along, along));
  return length(p - a - along * t) - mix(radius_a, radius_b, t);
}
inline double capsule(Vec3 p, Vec3 a, Vec3 b, double radius) {
  return round_cone(p, a, b, radius, radius);
}

/// A flat outline at distance `outline` made into a plate of the given half thickness.
inline double plate(double outline, double offset, double half_thickness, double rounding = 0) {
  const double a = outline + rounding;
  const double b = std::fabs(offset) - half_thickness + rounding;
  return smaller(larger(a, b), 0) + length(larger(a, 0), larger(b, 0)) - rounding;
}

/// Upright, centred at the origin.
inline double cylinder(Vec3 p, double radius, double half_height, double rounding = 0) {
  return plate(length(p.x, p.z) - radius, p.y, half_height, rounding);
}

/// The ring lies in the plane z = 0.
inline double torus(Vec3 p, double ring_radius, double tube_radius) {
  return length(length(p.x, p.y) - ring_radius, p.z) - tube_radius;
}

inline double box_outline(double x, double y, double half_x, double half_y, double rounding) {
  const double a = std::fabs(x) - half_x + rounding;
  const double b = std::fabs(y) - half_y + rounding;
  return length(larger(a, 0), larger(b, 0)) + smaller(larger(a, b), 0) - rounding;
}

/// The union of two solids with the seam rounded over `width`.
inline double blend(double a, double b, double width) {
  const double h = larger(width - std::fabs(a - b), 0) / width;
  return smaller(a, b) - h * h * width * 0.25;
}
/// a without b, the edge rounded over `width`.
inline double carve(double a, double b, double width) {
  return -blend(-a, b, width);
}
/// A wall of the given half thickness around the surface.
inline double shell(double a, double half_thickness) {
  return std::fabs(a) - half_thickness;
}

/// The distance to a model and which of its parts is the nearest.
struct Sample {
  double distance = 0;
  int part = 0;
};
inline Sample closer(Sample a, Sample b) {
  return b.distance < a.distance ? b : a;
}

/// What light does at a point. Colours are square roots of linear reflectances, as the picture's values are.
struct Surface {
  Vec3 colour{0.8, 0.8, 0.8};
  double gloss = 0;       ///< strength of mirrored light, 0..1
  int sharpness = 32;     ///< exponent of the highlight
  double roughness = 0;   ///< height of small bumps seen in the shading, scene units
  double bump_scale = 1;  ///< bumps a scene unit
};

/// A solid of several parts.
struct Model {
  std::function<Sample(Vec3 p)> sample;
  std::function<Surface(int part, Vec3 p)> surface;
  Vec3 centre;        ///< of a ball that holds the model
  double radius = 1;  ///< of that ball
};

}  // namespace hesscut::scenes
