#include "tools/scenes/stage.hpp"

namespace hesscut::scenes {
namespace {

constexpr int max_steps = 220;
constexpr double far_away = 14;

/// Outside the model's ball the distance to the ball is enough, and cheap.
Sample sample(const Model& model, Vec3 p) {
  const double ball = length(p - model.centre) - model.radius;
  if (ball > 0.2) return {ball, 0};
  return model.sample(p);
}

/// A large soft light above and a bright wall: what glossy things mirror.
double studio_light(Vec3 direction) {
  const double lamp = step(0.45, 0.75, direction.y) * step(-0.9, -0.2, -direction.x + direction.z);
  const double strip = step(0.62, 0.70, direction.x) * step(-0.2, 0.1, direction.y) * step(0.9, 0.6, direction.y);
  return 0.25 + 0.35 * clamp01(direction.y) + 1.1 * lamp + 0.8 * strip;
}

double tone(double linear) {
  const double pressed = linear * (1 + 0.12 * linear) / (1 + 0.28 * linear);
  return std::sqrt(larger(pressed, 0));
}

}  // namespace

Tracer::Tracer(const Stage& stage, int width, int height)
    : stage_(stage),
      light_(normalised(stage.light.direction)),
      forward_(normalised(stage.camera.target - stage.camera.eye)),
      right_(normalised(cross(forward_, {0, 1, 0}))),
      up_(cross(right_, forward_)),
      centre_x_(0.5 * (width - 1)),
      centre_y_(0.5 * (height - 1)),
      half_side_(0.5 * smaller(width, height)) {}

Tracer::Touch Tracer::touch(Vec3 p) const {
  const Backdrop& backdrop = stage_.backdrop;
  Touch nearest{blend(p.y, p.z - backdrop.wall_z, backdrop.sweep), 0, 0};
  const Sample product = sample(stage_.product, p);
  if (product.distance < nearest.distance) nearest = {product.distance, 1, product.part};
  if (stage_.clutter) {
    const Sample clutter = sample(*stage_.clutter, p);
    if (clutter.distance < nearest.distance) nearest = {clutter.distance, 2, clutter.part};
  }
  return nearest;
}

Surface Tracer::surface(const Touch& touch, Vec3 p) const {
  if (touch.object == 1) return stage_.product.surface(touch.part, p);
  if (touch.object == 2) return stage_.clutter->surface(touch.part, p);
  return p.y < p.z - stage_.backdrop.wall_z ? stage_.backdrop.floor(p) : stage_.backdrop.wall(p);
}

Vec3 Tracer::normal(Vec3 p, double reach) const {
  const Vec3 corners[] = {{1, -1, -1}, {-1, -1, 1}, {-1, 1, -1}, {1, 1, 1}};
  Vec3 sum;
  for (const Vec3 corner : corners) sum = sum + corner * distance(p + corner * reach);
  return normalised(sum);
}

double Tracer::shadow(Vec3 p) const {
  double light = 1;
  double along = 0.02;
  for (int i = 0; i < 90 && along < 4 && light > 0.005; ++i) {
    const double free = distance(p + light_ * along);
    light = smaller(light, 0.5 + 0.5 * stage_.light.shadow_sharpness * free / along);
    along += larger(0.012, smaller(0.5 * free, 0.15));
  }
  return step(0, 1, clamp01(light));
}

double Tracer::openness(Vec3 p, Vec3 n) const {
  double closed = 0;
  double weight = 1;
  for (int i = 1; i <= 5; ++i) {
    const double reach = 0.06 * i;
    closed += weight * larger(reach - distance(p + n * reach), 0);
    weight *= 0.65;
  }
  return clamp01(1 - 2.2 * closed);
}

Vec3 Tracer::shade(Vec3 p, Vec3 view, double along, const Touch& touch) const {
  const Surface surface = this->surface(touch, p);
  Vec3 n = normal(p, 0.0006 * along);
  if (surface.roughness > 0) {
    const Vec3 q = p * surface.bump_scale;
    const double here = cloud(q, 2);
    constexpr double reach = 0.1;
    const Vec3 slope{cloud(q + Vec3{reach, 0, 0}, 2) - here, cloud(q + Vec3{0, reach, 0}, 2) - here,
                     cloud(q + Vec3{0, 0, reach}, 2) - here};
    n = normalised(n - slope * (surface.roughness * surface.bump_scale / reach));
  }
  const Vec3 off = p + n * 0.004;
  const double facing = larger(dot(n, light_), 0);
  const double lit = facing > 0 ? shadow(off) : 0;
  const double open = openness(p, n);
  const Vec3 albedo = surface.colour * surface.colour;
  const Vec3 fill = stage_.light.sky * (open * (0.62 + 0.38 * n.y));
  const Vec3 rim = Vec3{0.20, 0.22, 0.26} * (open * larger(dot(n, Vec3{0.80, 0.25, 0.30}), 0));
  Vec3 linear = albedo * (stage_.light.key * (facing * lit) + fill + rim);
  if (surface.gloss > 0) {
    const Vec3 half_way = normalised(light_ - view);
    const Vec3 mirrored = view - n * (2 * dot(view, n));
    const double fresnel = 0.05 + 0.95 * power(clamp01(1 + dot(view, n)), 5);
    const double highlight = power(larger(dot(n, half_way), 0), surface.sharpness) * lit;
    const double strength = surface.gloss * (0.7 * highlight + open * fresnel * studio_light(mirrored));
    linear = linear + Vec3{1, 1, 1} * strength;
  }
  return {tone(linear.x), tone(linear.y), tone(linear.z)};
}

Ray Tracer::trace(double x, double y) const {
  const double u = (x - centre_x_) / half_side_;
  const double v = (centre_y_ - y) / half_side_;
  const Vec3 view = normalised(forward_ * stage_.camera.zoom + right_ * u + up_ * v);
  double along = 1;
  Vec3 p = stage_.camera.eye + view * along;
  Touch nearest = touch(p);
  for (int i = 0; i < max_steps && nearest.distance > 0.0003 * along && along < far_away; ++i) {
    along += 0.9 * nearest.distance;
    p = stage_.camera.eye + view * along;
    nearest = touch(p);
  }
  return {shade(p, view, along, nearest), nearest.object == 1};
}

}  // namespace hesscut::scenes
