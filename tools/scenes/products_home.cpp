#include "tools/scenes/products.hpp"

namespace hesscut::scenes {
namespace {

// --- carton: a printed box seen over a corner ---

Vec3 carton_frame(Vec3 p) {
  return turn_y(p - Vec3{0, 0.48, 0}, {0.819152, 0.573576});
}

Sample sample_carton(Vec3 p) {
  return {box(carton_frame(p), {0.62, 0.48, 0.40}, 0.015), 0};
}

Surface surface_carton(int /*part*/, Vec3 p) {
  const Vec3 q = carton_frame(p);
  const Vec3 board{0.76, 0.60, 0.42};
  const Vec3 ink{0.80, 0.33, 0.14};
  Surface result{.colour = board * (0.96 + 0.08 * cloud(q * 30.0, 2)), .gloss = 0.04, .sharpness = 12};
  const bool top = q.y > 0.475;
  const bool front = q.z > 0.395;
  if (top && std::fabs(q.z) < 0.085) return {.colour = {0.86, 0.76, 0.58}, .gloss = 0.5, .sharpness = 40};
  if (front) {
    if (length(q.x, q.y - 0.06) < 0.22 && length(q.x + 0.05, q.y - 0.10) > 0.13) result.colour = ink;
    if (q.y < -0.24 && q.y > -0.31 && std::fabs(q.x) < 0.40 && wave(q.x * 9) > 0.25) result.colour = ink;
    if (std::fabs(q.x) < 0.085 && q.y > 0.36) result = {.colour = {0.86, 0.76, 0.58}, .gloss = 0.5, .sharpness = 40};
  }
  if (!top && !front && std::fabs(q.x) > 0.61) {
    if (std::fabs(q.z) < 0.26 && q.y < -0.10 && q.y > -0.32) result.colour = {0.94, 0.92, 0.88};
    if (std::fabs(q.z) < 0.20 && q.y < -0.14 && q.y > -0.27 && wave(q.z * 21 + 3 * q.z * q.z) > 0.45) {
      result.colour = {0.2, 0.19, 0.2};
    }
  }
  return result;
}

// --- chair: thin legs, a back with slats ---

Vec3 chair_frame(Vec3 p) {
  return turn_y(p, {0.866025404, -0.5});
}

Sample sample_chair(Vec3 p) {
  const Vec3 q = chair_frame(p);
  const double seat = box(q - Vec3{0, 0.80, 0.02}, {0.42, 0.045, 0.40}, 0.04);
  const Vec3 m{std::fabs(q.x), q.y, q.z};
  const double front_legs = round_cone(m, {0.35, 0.80, 0.34}, {0.42, 0.0, 0.42}, 0.045, 0.030);
  const double back_legs = round_cone(m, {0.35, 0.80, -0.32}, {0.42, 0.0, -0.46}, 0.045, 0.030);
  const double posts = round_cone(m, {0.36, 0.78, -0.34}, {0.38, 1.72, -0.50}, 0.040, 0.034);
  const double rungs = smaller(capsule(m, {0.39, 0.34, 0.38}, {0.39, 0.34, -0.40}, 0.022),
                               capsule(m, {0, 0.46, -0.38}, {0.38, 0.46, -0.38}, 0.022));
  double slats = 1e9;
  for (int i = 0; i < 3; ++i) {
    const double y = 1.12 + 0.23 * i;
    const double z = -0.40 - 0.035 * i;
    slats =
        smaller(slats, box({q.x, q.y - y, q.z - z + 0.10 * (0.14 - q.x * q.x)}, {0.38, 0.065, 0.020}, 0.018) * 0.95);
  }
  const double frame = smaller(smaller(front_legs, back_legs), smaller(posts, rungs));
  return closer({smaller(frame, slats), 0}, {seat, 1});
}

Surface surface_chair(int part, Vec3 p) {
  const Vec3 q = chair_frame(p);
  const double grain = cloud({q.x * 20, q.y * 2.5, q.z * 20}, 3);
  if (part == 1) {
    return {.colour = mix(Vec3{0.82, 0.60, 0.34}, Vec3{0.92, 0.72, 0.45}, cloud({q.x * 24, 1, q.z * 3}, 3)),
            .gloss = 0.2,
            .sharpness = 24};
  }
  return {.colour = mix(Vec3{0.55, 0.34, 0.17}, Vec3{0.66, 0.43, 0.23}, grain), .gloss = 0.25, .sharpness = 30};
}

// --- bear: a sitting plush toy ---

double bear_fur(Vec3 p) {
  return 0.030 * (cloud(p * 26.0, 2) - 0.5);
}

Sample sample_bear(Vec3 p) {
  const Vec3 m{std::fabs(p.x), p.y, p.z};
  const double belly = ellipsoid(p - Vec3{0, 0.50, 0}, {0.40, 0.48, 0.36});
  const double head = ellipsoid(p - Vec3{0, 1.20, 0.04}, {0.40, 0.36, 0.36});
  const double ears = carve(sphere(m - Vec3{0.31, 1.48, 0}, 0.145), sphere(m - Vec3{0.32, 1.49, 0.14}, 0.08), 0.05);
  const double arms = round_cone(m, {0.33, 0.80, 0.05}, {0.58, 0.42, 0.28}, 0.145, 0.135);
  const double legs = round_cone(m, {0.25, 0.20, 0.15}, {0.47, 0.18, 0.58}, 0.19, 0.17);
  const double coat = blend(blend(blend(belly, head, 0.12), ears, 0.04), blend(arms, legs, 0.05), 0.07);
  const double muzzle = ellipsoid(p - Vec3{0, 1.11, 0.34}, {0.18, 0.135, 0.14});
  const double soles = ellipsoid(m - Vec3{0.495, 0.18, 0.71}, {0.125, 0.13, 0.055});
  const double eyes = sphere(m - Vec3{0.15, 1.28, 0.355}, 0.045);
  const double nose = ellipsoid(p - Vec3{0, 1.16, 0.465}, {0.065, 0.045, 0.045});
  const double bow =
      smaller(ellipsoid(m - Vec3{0.13, 0.90, 0.36}, {0.13, 0.085, 0.05}), sphere(p - Vec3{0, 0.90, 0.39}, 0.055));
  const double fur = smaller(coat, smaller(muzzle, soles)) < 0.1 ? bear_fur(p) : 0;
  return closer(closer({(coat + fur) * 0.8, 0}, {(smaller(muzzle, soles) + 0.5 * fur) * 0.85, 1}),
                closer({smaller(eyes, nose), 2}, {bow, 3}));
}

Surface surface_bear(int part, Vec3 p) {
  if (part == 2) return {.colour = {0.10, 0.08, 0.08}, .gloss = 0.8, .sharpness = 90};
  if (part == 3) return {.colour = {0.78, 0.16, 0.20}, .gloss = 0.15, .sharpness = 20};
  const double tuft = cloud(p * 21.0, 2);
  const Vec3 dark = part == 1 ? Vec3{0.82, 0.68, 0.50} : Vec3{0.52, 0.34, 0.20};
  const Vec3 light = part == 1 ? Vec3{0.94, 0.84, 0.68} : Vec3{0.74, 0.53, 0.33};
  return {.colour = mix(dark, light, tuft), .gloss = 0.03, .sharpness = 8, .roughness = 0.02, .bump_scale = 24};
}

// --- lamp: a heavy foot, two thin arms, a hollow shade ---

constexpr Vec3 lamp_elbow{0.42, 0.98, 0};
constexpr Vec3 lamp_head{-0.38, 1.52, 0.05};

Vec3 lamp_frame(Vec3 p) {
  return turn_z(p - lamp_head, back(turn_20));
}
double lamp_cone(Vec3 q) {
  return round_cone(q, {0, 0.02, 0}, {0, -0.42, 0}, 0.08, 0.36);
}

Sample sample_lamp(Vec3 p) {
  const double foot = cylinder(p - Vec3{0.05, 0.045, 0}, 0.36, 0.045, 0.03);
  const double lower = capsule(p, {0.05, 0.06, 0}, lamp_elbow, 0.026);
  const double upper = capsule(p, lamp_elbow, lamp_head, 0.026);
  const double joints = smaller(sphere(p - lamp_elbow, 0.062), sphere(p - lamp_head, 0.062));
  const Vec3 q = lamp_frame(p);
  const double cone = lamp_cone(q);
  const double shade = larger(shell(cone, 0.018), -0.40 - q.y);
  const double bulb = sphere(q - Vec3{0, -0.27, 0}, 0.12);
  const double crown = cylinder(q - Vec3{0, 0.06, 0}, 0.07, 0.07, 0.02);
  const double hood = smaller(shade, crown);
  return closer(closer({smaller(foot, hood) * 0.9, 0}, {smaller(lower, upper), 1}), closer({joints, 2}, {bulb, 3}));
}

Surface surface_lamp(int part, Vec3 p) {
  if (part == 3) return {.colour = {1.25, 1.2, 1.0}, .gloss = 0.1};
  if (part == 2) return {.colour = {0.82, 0.64, 0.30}, .gloss = 0.8, .sharpness = 50};
  if (part == 1) return {.colour = {0.25, 0.25, 0.27}, .gloss = 0.5, .sharpness = 50};
  if (p.y > 1 && lamp_cone(lamp_frame(p)) < 0) return {.colour = {0.98, 0.94, 0.80}, .gloss = 0.1};
  return {.colour = {0.88, 0.62, 0.14}, .gloss = 0.5, .sharpness = 60};
}

}  // namespace

Model carton() {
  return {sample_carton, surface_carton, {0, 0.48, 0}, 0.90};
}
Model chair() {
  return {sample_chair, surface_chair, {0, 0.88, 0}, 1.10};
}
Model bear() {
  return {sample_bear, surface_bear, {0, 0.80, 0.15}, 1.02};
}
Model lamp() {
  return {sample_lamp, surface_lamp, {0.0, 0.80, 0}, 1.15};
}

}  // namespace hesscut::scenes
