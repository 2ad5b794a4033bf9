#include "tools/scenes/products.hpp"

namespace hesscut::scenes {
namespace {

// --- sneaker: the toe points to -x ---

double sneaker_sole_outline(double x, double z) {
  const double heel = length(x - 0.68, z) - 0.27;
  const double toe = length(x + 0.62, z + 0.03) - 0.34;
  const double waist = box_outline(x, z, 0.66, 0.24, 0.05);
  return blend(blend(heel, toe, 0.2), waist, 0.25);
}

Sample sample_sneaker(Vec3 p) {
  const double lift = 0.06 * step(-0.5, -1.0, p.x);
  const double sole = plate(sneaker_sole_outline(p.x, p.z), p.y - 0.10 - lift, 0.10, 0.04);
  const double toe = ellipsoid(p - Vec3{-0.56, 0.20, -0.02}, {0.40, 0.24, 0.31});
  const double vamp = round_cone(p, {-0.45, 0.24, 0}, {0.28, 0.52, 0}, 0.22, 0.24);
  const double heel = round_cone(p, {0.68, 0.26, 0}, {0.64, 0.72, 0}, 0.23, 0.20);
  const double side = ellipsoid(p - Vec3{0.15, 0.26, 0}, {0.60, 0.26, 0.25});
  const double full = blend(blend(blend(toe, vamp, 0.16), heel, 0.22), side, 0.12);
  const double opening = ellipsoid(p - Vec3{0.47, 0.82, 0}, {0.31, 0.34, 0.15});
  const double upper = carve(full, opening, 0.05);
  const double tongue = ellipsoid(turn_z(p - Vec3{0.17, 0.72, 0}, {0.573576, 0.819152}), {0.22, 0.065, 0.13});
  double laces = 1e9;
  for (int i = 0; i < 4; ++i) {
    const double x = -0.34 + 0.14 * i;
    const double y = 0.475 + 0.068 * i;
    laces = smaller(laces, capsule(p, {x, y, -0.13}, {x + 0.03, y + 0.03, 0.15}, 0.026));
  }
  return closer(closer({sole, 0}, {upper, 1}), closer({tongue, 2}, {laces, 3}));
}

Surface surface_sneaker(int part, Vec3 p) {
  if (part == 0) return {.colour = p.y < 0.05 ? Vec3{0.80, 0.36, 0.20} : Vec3{0.94, 0.93, 0.90}, .gloss = 0.15};
  if (part == 3) return {.colour = {0.97, 0.96, 0.93}, .gloss = 0.05};
  if (part == 2) return {.colour = {0.16, 0.23, 0.38}, .gloss = 0.05, .roughness = 0.006, .bump_scale = 30};
  Surface cloth{.colour = {0.22, 0.36, 0.62}, .gloss = 0.08, .roughness = 0.006, .bump_scale = 34};
  const double along = p.x - 0.45 * p.y;
  if (p.y > 0.18 && p.y < 0.56 && along > -0.06 && along < 0.34 && wave(along * 5) > 0.5)
    cloth.colour = {0.95, 0.94, 0.9};
  if (p.x < -0.72) cloth = {.colour = {0.93, 0.92, 0.89}, .gloss = 0.2};
  if (p.x > 0.74 && p.y > 0.34) cloth = {.colour = {0.84, 0.38, 0.20}, .gloss = 0.2};
  return cloth;
}

// --- handbag: leather body with flap, clasp and an arched handle ---

Sample sample_handbag(Vec3 p) {
  const double taper = 1 - 0.16 * clamp01(p.y);
  const Vec3 q{p.x / taper, p.y - 0.46, p.z / taper};
  const double body = box(q, {0.78, 0.46, 0.27}, 0.10) * 0.85;
  const double flap = box({q.x, q.y - 0.22, q.z - 0.05}, {0.74, 0.26, 0.25}, 0.10) * 0.85;
  const double clasp = box({p.x, p.y - 0.42, p.z - 0.27}, {0.10, 0.065, 0.035}, 0.02);
  const double ring = torus({p.x, (p.y - 0.90) * 0.85, p.z}, 0.40, 0.045);
  const double handle = larger(ring, 0.86 - p.y);
  const Vec3 lug{std::fabs(p.x) - 0.40, p.y - 0.92, p.z};
  const double lugs = torus({lug.y, lug.z, lug.x}, 0.07, 0.022);
  return closer(closer({body, 0}, {flap, 1}), closer({handle, 2}, {smaller(clasp, lugs), 3}));
}

Surface surface_handbag(int part, Vec3 p) {
  if (part == 3) return {.colour = {0.90, 0.74, 0.36}, .gloss = 0.9, .sharpness = 60};
  Surface leather{.colour = {0.66, 0.22, 0.20}, .gloss = 0.28, .sharpness = 24, .roughness = 0.006, .bump_scale = 22};
  if (part == 2) leather.colour = {0.50, 0.15, 0.15};
  if (part == 1) {
    leather.colour = {0.70, 0.25, 0.22};
    const double seam = std::fabs(p.y - 0.48);
    if (seam < 0.008 && wave(p.x * 18) > 0.35) leather.colour = {0.93, 0.80, 0.62};
  }
  return leather;
}

// --- watch: a strap standing as a ring, case and dial to the front ---

constexpr Vec3 watch_dial{0, 0.62, 0.46};

Sample sample_watch(Vec3 p) {
  const Vec3 q = turn_x(p - Vec3{0, 0.52, 0}, turn_10);
  const double ring = length(q.y, q.z * 1.12) - 0.47;
  const double width = 0.17 + 0.05 * step(-0.2, 0.5, q.z);
  const double strap = plate(shell(ring, 0.035), q.x, width, 0.02) * 0.85;
  const Vec3 c = turn_x(p - watch_dial, turn_10);
  const Vec3 upright{c.x, c.z, c.y};
  const double casing =
      carve(cylinder(upright, 0.36, 0.085, 0.03), cylinder(upright - Vec3{0, 0.1, 0}, 0.31, 0.065), 0.01);
  const double dial = cylinder(upright - Vec3{0, 0.025, 0}, 0.315, 0.03);
  const double crown = cylinder({upright.z, upright.x - 0.38, upright.y}, 0.05, 0.04, 0.01);
  return closer(closer({strap, 0}, {smaller(casing, crown), 1}), {dial, 2});
}

Surface surface_dial(Vec3 c) {
  const double r = length(c.x, c.y);
  Vec3 colour{0.13, 0.19, 0.31};
  const Vec3 ink{0.95, 0.94, 0.90};
  const Turn ticks[] = {{1, 0}, turn_30, {0.5, 0.866025404}};
  for (const Turn tick : ticks) {
    const Vec3 q = turn_z(c, tick);  // a quarter turn swaps x and y
    const double off = smaller(std::fabs(q.x), std::fabs(q.y));
    if (r > 0.24 && r < 0.295 && off < 0.012) colour = ink;
  }
  const Vec3 minute = turn_z(c, turn_30);
  const Vec3 hour = turn_z(c, Turn{-0.766, 0.643});
  if (minute.x > -0.04 && minute.x < 0.23 && std::fabs(minute.y) < 0.013) colour = ink;
  if (hour.x > -0.04 && hour.x < 0.15 && std::fabs(hour.y) < 0.018) colour = ink;
  if (r < 0.025) colour = {0.85, 0.3, 0.2};
  return {.colour = colour, .gloss = 0.35, .sharpness = 120};
}

Surface surface_watch(int part, Vec3 p) {
  if (part == 2) return surface_dial(turn_x(p - watch_dial, turn_10));
  if (part == 1) return {.colour = {0.80, 0.80, 0.82}, .gloss = 0.95, .sharpness = 70};
  Surface strap{.colour = {0.47, 0.29, 0.17}, .gloss = 0.15, .sharpness = 20, .roughness = 0.006, .bump_scale = 26};
  if (std::fabs(std::fabs(p.x) - 0.145) < 0.009 && wave((p.y + p.z) * 12) > 0.3) strap.colour = {0.86, 0.74, 0.56};
  return strap;
}

// --- sunglasses: two rings with dark lenses, temples reaching back ---

double lens_outline(double x, double y) {
  return box_outline(x + 0.08 * y, y, 0.37, 0.29, 0.20);
}

Sample sample_sunglasses(Vec3 p) {
  const Vec3 q{std::fabs(p.x), p.y - 0.34, p.z};
  const double bend = q.z - 0.42 + 0.10 * q.x * q.x;
  const double outline = lens_outline(q.x - 0.50, q.y);
  const double rim = plate(shell(outline, 0.045), bend, 0.04, 0.02) * 0.9;
  const double lens = plate(outline, bend, 0.012) * 0.9;
  const double bridge = capsule(q, {0, 0.10, 0.42}, {0.14, 0.07, 0.42}, 0.040);
  const double hinge = capsule(q, {0.90, 0.16, 0.34}, {0.97, 0.17, 0.26}, 0.045);
  const double temple = capsule(q, {0.97, 0.17, 0.26}, {0.93, 0.14, -0.75}, 0.032);
  const double tip = capsule(q, {0.93, 0.14, -0.75}, {0.90, -0.30, -1.05}, 0.036);
  const double frame = blend(blend(rim, bridge, 0.05), smaller(blend(temple, tip, 0.05), hinge), 0.03);
  return closer({frame, 0}, {lens, 1});
}

Surface surface_sunglasses(int part, Vec3 p) {
  if (part == 1) {
    const double shade = clamp01((p.y - 0.05) / 0.6);
    return {.colour = mix(Vec3{0.34, 0.24, 0.18}, Vec3{0.12, 0.09, 0.10}, shade), .gloss = 0.9, .sharpness = 120};
  }
  const double spots = cloud({p.x * 9, p.y * 9, p.z * 9}, 3);
  const Vec3 shell_colour = mix(Vec3{0.62, 0.34, 0.12}, Vec3{0.20, 0.10, 0.06}, step(0.42, 0.58, spots));
  return {.colour = shell_colour, .gloss = 0.6, .sharpness = 80};
}

}  // namespace

Model sneaker() {
  return {sample_sneaker, surface_sneaker, {-0.02, 0.44, 0}, 1.14};
}
Model handbag() {
  return {sample_handbag, surface_handbag, {0, 0.66, 0}, 1.12};
}
Model watch() {
  return {sample_watch, surface_watch, {0, 0.53, 0.05}, 0.68};
}
Model sunglasses() {
  return {sample_sunglasses, surface_sunglasses, {0, 0.34, -0.28}, 1.32};
}

}  // namespace hesscut::scenes
