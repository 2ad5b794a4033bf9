#include "tools/scenes/products.hpp"

namespace hesscut::scenes {
namespace {

// --- mug: a hollow cylinder, a handle with a hole, coffee ---

Sample sample_mug(Vec3 p) {
  const Vec3 q = p - Vec3{0, 0.52, 0};
  const double outer = cylinder(q, 0.46, 0.52, 0.05);
  const double inner = cylinder(q - Vec3{0, 0.12, 0}, 0.40, 0.52, 0.04);
  const double ring = torus({q.x - 0.47, q.y * 0.92, q.z}, 0.27, 0.065);
  const double handle = larger(ring, -cylinder(q, 0.42, 0.7));
  const double body = carve(outer, inner, 0.03);
  const double coffee = cylinder(p - Vec3{0, 0.45, 0}, 0.405, 0.4);
  return closer({blend(body, handle, 0.06), 0}, {coffee, 1});
}

Surface surface_mug(int part, Vec3 p) {
  if (part == 1) return {.colour = {0.28, 0.17, 0.10}, .gloss = 0.5, .sharpness = 64};
  const bool inside = length(p.x, p.z) < 0.435 && p.y > 0.1;
  const bool stripe = p.y > 0.68 && p.y < 0.78 && length(p.x, p.z) < 0.5;
  const Vec3 glaze = inside || stripe ? Vec3{0.95, 0.91, 0.83} : Vec3{0.12, 0.50, 0.56};
  return {.colour = glaze, .gloss = 0.6, .sharpness = 90};
}

// --- bottle: turned glass with a paper label and a cap ---

Sample sample_bottle(Vec3 p) {
  const double body = cylinder(p - Vec3{0, 0.52, 0}, 0.33, 0.52, 0.07);
  const double shoulder = round_cone(p, {0, 0.94, 0}, {0, 1.45, 0}, 0.325, 0.10);
  const double neck = cylinder(p - Vec3{0, 1.50, 0}, 0.105, 0.30, 0.02);
  const double lip = torus({p.x, p.z, p.y - 1.66}, 0.105, 0.03);
  const double glass = blend(blend(blend(body, shoulder, 0.10), neck, 0.08), lip, 0.02);
  const double label = cylinder(p - Vec3{0, 0.56, 0}, 0.334, 0.34, 0.002);
  const double cap = cylinder(p - Vec3{0, 1.83, 0}, 0.12, 0.09, 0.02);
  return closer(closer({glass, 0}, {label, 1}), {cap, 2});
}

Surface surface_bottle(int part, Vec3 p) {
  if (part == 2) return {.colour = {0.82, 0.66, 0.30}, .gloss = 0.7, .sharpness = 40};
  if (part == 1) {
    const double around = p.x / 0.334;
    Vec3 paper{0.95, 0.92, 0.84};
    if (std::fabs(p.y - 0.56) > 0.29) paper = {0.72, 0.20, 0.17};
    if (length(around * 0.32, p.y - 0.66) < 0.10) paper = {0.80, 0.58, 0.22};
    if (p.y > 0.40 && p.y < 0.47 && std::fabs(around) < 0.62 && wave(around * 7) > 0.3) paper = {0.22, 0.20, 0.22};
    if (p.y > 0.33 && p.y < 0.355 && std::fabs(around) < 0.45) paper = {0.45, 0.42, 0.42};
    return {.colour = paper, .gloss = 0.05, .sharpness = 16};
  }
  const double light = step(0.2, 1.5, p.y);
  return {.colour = mix(Vec3{0.10, 0.26, 0.16}, Vec3{0.20, 0.42, 0.24}, light), .gloss = 0.9, .sharpness = 120};
}

// --- teapot: belly, spout, handle with a hole, lid ---

Sample sample_teapot(Vec3 p) {
  const double belly = ellipsoid(p - Vec3{0, 0.48, 0}, {0.62, 0.50, 0.62});
  const double foot = cylinder(p - Vec3{0, 0.05, 0}, 0.36, 0.05, 0.02);
  const double spout_low = round_cone(p, {-0.45, 0.38, 0}, {-0.82, 0.62, 0}, 0.16, 0.10);
  const double spout_high = round_cone(p, {-0.82, 0.62, 0}, {-1.02, 0.94, 0}, 0.10, 0.065);
  const double spout = carve(blend(spout_low, spout_high, 0.10), sphere(p - Vec3{-1.05, 1.00, 0}, 0.075), 0.02);
  const double handle = torus({(p.x - 0.66) * 0.9, p.y - 0.55, p.z}, 0.31, 0.055);
  const double body = blend(blend(belly, foot, 0.06), blend(spout, handle, 0.05), 0.09);
  const double lid = ellipsoid(p - Vec3{0, 0.92, 0}, {0.30, 0.09, 0.30});
  const double knob = sphere(p - Vec3{0, 1.07, 0}, 0.08);
  const double rim = torus({p.x, p.z, p.y - 0.915}, 0.30, 0.025);
  return closer({blend(body, rim, 0.03), 0}, {blend(lid, knob, 0.05), 1});
}

Surface surface_teapot(int part, Vec3 p) {
  const Vec3 white{0.93, 0.93, 0.95};
  const Vec3 blue{0.17, 0.28, 0.62};
  Vec3 colour = white;
  if (part == 0 && p.y > 0.30 && p.y < 0.70 && length(p.x, p.z) > 0.5 && length(p.x, p.z) < 0.64) {
    const double petals = cloud({p.x * 7, p.y * 7, p.z * 7}, 2);
    if (petals > 0.56) colour = blue;
  }
  if (part == 0 && std::fabs(p.y - 0.74) < 0.014) colour = blue;
  if (part == 0 && std::fabs(p.y - 0.26) < 0.014) colour = blue;
  if (part == 1 && p.y > 1.0) colour = blue;
  return {.colour = colour, .gloss = 0.65, .sharpness = 100};
}

// --- vase: white on white, two ears with holes ---

Sample sample_vase(Vec3 p) {
  const double belly = ellipsoid(p - Vec3{0, 0.68, 0}, {0.46, 0.58, 0.46});
  const double foot = cylinder(p - Vec3{0, 0.06, 0}, 0.25, 0.06, 0.02);
  const double neck = cylinder(p - Vec3{0, 1.30, 0}, 0.15, 0.25, 0.03);
  const double mouth = cylinder(p - Vec3{0, 1.54, 0}, 0.24, 0.035, 0.03);
  const double outside = blend(blend(blend(belly, foot, 0.12), neck, 0.16), mouth, 0.10);
  const double solid = carve(outside, cylinder(p - Vec3{0, 1.5, 0}, 0.12, 0.4, 0.02), 0.03);
  const Vec3 q{std::fabs(p.x), p.y, p.z};
  const double ears = torus({(q.x - 0.23) * 1.0, (q.y - 1.18) * 0.75, q.z}, 0.19, 0.042);
  const double outer_ears = larger(ears, -cylinder(p - Vec3{0, 1.2, 0}, 0.13, 0.5));
  return {blend(solid, outer_ears, 0.05), 0};
}

Surface surface_vase(int /*part*/, Vec3 p) {
  const double rings = wave(p.y * 11) * 0.02;
  return {.colour = {0.93 - rings, 0.92 - rings, 0.89 - rings},
          .gloss = 0.22,
          .sharpness = 30,
          .roughness = 0.004,
          .bump_scale = 14};
}

}  // namespace

Model mug() {
  return {sample_mug, surface_mug, {0.14, 0.52, 0}, 0.80};
}
Model bottle() {
  return {sample_bottle, surface_bottle, {0, 0.96, 0}, 1.02};
}
Model teapot() {
  return {sample_teapot, surface_teapot, {-0.02, 0.56, 0}, 1.16};
}
Model vase() {
  return {sample_vase, surface_vase, {0, 0.79, 0}, 0.85};
}

}  // namespace hesscut::scenes
