#include "tools/scenes/backdrops.hpp"

namespace hesscut::scenes {

Surface white_sweep(Vec3 p) {
  const double grey = 0.90 + 0.015 * cloud(p * 1.3, 2);
  return {.colour = {grey, grey, grey + 0.008}, .gloss = 0.03, .sharpness = 10};
}

Surface blue_gradient(Vec3 p) {
  const double t = clamp01(0.25 + 0.22 * p.y + 0.10 * p.x);
  return {.colour = mix(Vec3{0.36, 0.47, 0.60}, Vec3{0.84, 0.86, 0.88}, t), .gloss = 0.03, .sharpness = 10};
}

Surface dark_sweep(Vec3 p) {
  const double t = clamp01(1 - 0.3 * length(p.x, p.y - 0.8));
  return {.colour = mix(Vec3{0.20, 0.20, 0.24}, Vec3{0.42, 0.42, 0.47}, t), .gloss = 0.06, .sharpness = 10};
}

Surface wood_planks(Vec3 p) {
  const double across = p.z / 0.42;
  const double plank = std::floor(across);
  const double shift = uniform(hash(static_cast<std::int64_t>(plank), 7, 3));
  const double bend = 0.25 * cloud({p.x * 0.8, plank * 3.1, p.z * 1.5}, 2);
  const double rings = wave(6 * (across - plank) * 0.42 + 9 * bend + 5 * shift);
  const double grain = cloud({p.x * 2.2 + 31 * shift, plank, p.z * 42}, 3);
  Vec3 colour =
      mix(Vec3{0.56, 0.40, 0.27}, Vec3{0.74, 0.57, 0.40}, 0.35 * rings + 0.65 * grain) * (0.86 + 0.22 * shift);
  const double seam = smaller(across - plank, plank + 1 - across) * 0.42;
  if (seam < 0.008) colour = colour * 0.55;
  return {.colour = colour, .gloss = 0.14, .sharpness = 20};
}

Surface plaid_cloth(Vec3 p) {
  const double warp = 0.02 * (cloud(p * 3.0, 2) - 0.5);
  const double u = wave(p.x * 1.15 + warp);
  const double v = wave(p.z * 1.15 + p.y * 1.15 + warp);
  const Vec3 base{0.80, 0.78, 0.72};
  const Vec3 stripe{0.36, 0.50, 0.50};
  const double share = 0.5 * step(0.52, 0.56, u) + 0.5 * step(0.52, 0.56, v);
  Vec3 colour = mix(base, stripe, share);
  if (std::fabs(u - 0.30) < 0.05 || std::fabs(v - 0.30) < 0.05) colour = mix(colour, {0.80, 0.52, 0.36}, 0.55);
  const double weave = 0.95 + 0.05 * wave(p.x * 40) * wave(p.z * 40);
  return {.colour = colour * weave, .gloss = 0.0, .roughness = 0.03, .bump_scale = 2.2};
}

Surface marble(Vec3 p) {
  const double fold = cloud(p * 1.1, 4) * 3.2 + 0.5 * (p.x + p.z);
  const double vein = power(1 - std::fabs(2 * wave(fold) - 1), 6);
  return {.colour = mix(Vec3{0.87, 0.86, 0.85}, Vec3{0.56, 0.56, 0.59}, 0.75 * vein + 0.12 * cloud(p * 6.0, 3)),
          .gloss = 0.30,
          .sharpness = 60};
}

Surface tiles(Vec3 p) {
  const double x = p.x / 0.55 + 0.3;
  const double z = p.z / 0.55 + 0.2;
  const double u = x - std::floor(x);
  const double v = z - std::floor(z);
  const auto ix = static_cast<std::int64_t>(std::floor(x));
  const auto iz = static_cast<std::int64_t>(std::floor(z));
  const double edge = smaller(smaller(u, 1 - u), smaller(v, 1 - v));
  const bool dark = ((ix + iz) & 1) != 0;
  const double shade = 0.94 + 0.10 * uniform(hash(ix, iz, 5));
  if (edge < 0.018) return {.colour = {0.68, 0.66, 0.62}};
  const Vec3 colour = dark ? Vec3{0.52, 0.62, 0.58} : Vec3{0.86, 0.84, 0.78};
  return {.colour = colour * shade, .gloss = 0.22, .sharpness = 50};
}

Surface sand(Vec3 p) {
  const double grains = noise(p * 60.0);
  const double dunes = cloud({p.x * 1.2, p.y, p.z * 2.6}, 2);
  return {.colour = mix(Vec3{0.76, 0.66, 0.51}, Vec3{0.90, 0.82, 0.68}, 0.55 * grains + 0.45 * dunes),
          .gloss = 0.0,
          .roughness = 0.05,
          .bump_scale = 3.0};
}

Surface blanket(Vec3 p) {
  const double x = p.x / 0.42;
  const double z = (p.z - p.y) / 0.42;
  const double row = std::floor(z);
  const double u = x + 0.5 * row - std::floor(x + 0.5 * row) - 0.5;
  const double v = z - row - 0.5;
  Vec3 colour{0.62, 0.70, 0.78};
  if (length(u, v) < 0.20) colour = {0.92, 0.90, 0.82};
  if (length(u, v) < 0.09) colour = {0.88, 0.60, 0.40};
  return {.colour = colour * (0.93 + 0.09 * cloud(p * 24.0, 2)), .gloss = 0.0, .roughness = 0.05, .bump_scale = 2.4};
}

Surface desk_top(Vec3 p) {
  const double grain = cloud({p.x * 1.6, p.y, p.z * 30}, 4);
  return {.colour = mix(Vec3{0.42, 0.29, 0.20}, Vec3{0.62, 0.45, 0.32}, grain), .gloss = 0.2, .sharpness = 30};
}

Surface painted_wall(Vec3 p) {
  if (p.y < 0.16) return {.colour = {0.88, 0.87, 0.84}, .gloss = 0.1};
  return {.colour = Vec3{0.50, 0.61, 0.58} * (0.97 + 0.05 * cloud(p * 2.2, 3)), .roughness = 0.01, .bump_scale = 9};
}

Surface brick_wall(Vec3 p) {
  const double row = std::floor(p.y / 0.24);
  const double x = p.x / 0.62 + 0.5 * row;
  const double column = std::floor(x);
  const double edge =
      smaller(smaller(x - column, column + 1 - x) * 0.62, smaller(p.y - row * 0.24, (row + 1) * 0.24 - p.y));
  if (edge < 0.016) return {.colour = {0.72, 0.69, 0.64}};
  const double shade = uniform(hash(static_cast<std::int64_t>(row), static_cast<std::int64_t>(column), 11));
  const double stain = cloud(p * 9.0, 3);
  return {.colour = mix(Vec3{0.56, 0.32, 0.24}, Vec3{0.72, 0.46, 0.36}, 0.5 * shade + 0.5 * stain),
          .roughness = 0.03,
          .bump_scale = 9};
}

Surface pale_wall(Vec3 p) {
  return {.colour = Vec3{0.82, 0.78, 0.72} * (0.97 + 0.05 * cloud(p * 1.7, 3)), .roughness = 0.01, .bump_scale = 8};
}

namespace {

Sample sample_books_and_ball(Vec3 p) {
  const Vec3 a = turn_y(p - Vec3{-1.45, 0.09, -1.0}, turn_10);
  const Vec3 b = turn_y(p - Vec3{-1.40, 0.27, -1.02}, back(turn_10));
  const Vec3 c = turn_y(p - Vec3{-1.46, 0.43, -1.0}, turn_20);
  const double ball = sphere(p - Vec3{1.45, 0.36, -1.05}, 0.36);
  const Vec3 cup = p - Vec3{1.75, 0.28, 0.15};
  const double holder = carve(cylinder(cup, 0.20, 0.28, 0.03), cylinder(cup - Vec3{0, 0.1, 0}, 0.17, 0.28, 0.02), 0.02);
  const double pen = smaller(capsule(p, {1.70, 0.1, 0.15}, {1.62, 0.86, 0.08}, 0.028),
                             capsule(p, {1.80, 0.1, 0.15}, {1.92, 0.80, 0.10}, 0.028));
  const double pencil = capsule(p, {-1.55, 0.035, 0.75}, {-0.75, 0.035, 1.15}, 0.035);
  return closer(closer(closer({box(a, {0.56, 0.09, 0.40}, 0.015), 0}, {box(b, {0.50, 0.09, 0.36}, 0.015), 1}),
                       closer({box(c, {0.44, 0.07, 0.33}, 0.015), 2}, {ball, 3})),
                closer({smaller(pencil, pen), 4}, {holder, 5}));
}

Surface surface_books_and_ball(int part, Vec3 p) {
  static constexpr Vec3 colours[] = {{0.24, 0.36, 0.50}, {0.74, 0.68, 0.54}, {0.58, 0.22, 0.24},
                                     {0.34, 0.56, 0.36}, {0.90, 0.70, 0.20}, {0.30, 0.30, 0.34}};
  Surface result{.colour = colours[part], .gloss = 0.15, .sharpness = 24};
  if (part == 3 && wave(p.y * 1.6 + 0.2 * p.x) > 0.55) result.colour = {0.88, 0.86, 0.80};
  return result;
}

Sample sample_toy_blocks(Vec3 p) {
  const Vec3 a = turn_y(p - Vec3{-1.45, 0.22, -0.55}, turn_20);
  const Vec3 b = turn_y(p - Vec3{-1.50, 0.66, -0.60}, back(turn_10));
  const Vec3 c = turn_y(p - Vec3{1.40, 0.20, -0.75}, turn_30);
  const double ring = torus({p.x - 1.25, p.z - 0.55, p.y - 0.08}, 0.20, 0.08);
  return closer(closer({box(a, {0.22, 0.22, 0.22}, 0.03), 0}, {box(b, {0.22, 0.22, 0.22}, 0.03), 1}),
                closer({box(c, {0.20, 0.20, 0.20}, 0.03), 2}, {ring, 3}));
}

Surface surface_toy_blocks(int part, Vec3 /*p*/) {
  static constexpr Vec3 colours[] = {{0.30, 0.50, 0.72}, {0.90, 0.74, 0.30}, {0.48, 0.66, 0.42}, {0.84, 0.45, 0.35}};
  return {.colour = colours[part], .gloss = 0.2, .sharpness = 30};
}

}  // namespace

Model books_and_ball() {
  return {sample_books_and_ball, surface_books_and_ball, {0.1, 0.45, -0.15}, 2.35};
}
Model toy_blocks() {
  return {sample_toy_blocks, surface_toy_blocks, {-0.05, 0.45, -0.1}, 2.0};
}

}  // namespace hesscut::scenes
