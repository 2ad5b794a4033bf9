#include "tools/scenes/random_products.hpp"

#include <array>
#include <vector>

#include "tools/scenes/materials.hpp"
#include "tools/scenes/products.hpp"

namespace hesscut::scenes {
namespace {

std::function<Surface(int, Vec3)> random_surfaces(Dice& dice, int parts) {
  std::vector<Material> materials;
  for (int i = 0; i < parts; ++i) materials.push_back(random_material(dice));
  return [materials](int part, Vec3 p) { return materials.at(static_cast<std::size_t>(part))(p); };
}

/// One of the sample products, stretched along its axes and in other colours.
Model known_product(Dice& dice) {
  static constexpr std::array<Model (*)(), 16> known{mug,     bottle,     teapot,  vase,  sneaker, handbag,
                                                     watch,   sunglasses, carton,  chair, bear,    lamp,
                                                     sneaker, handbag,    sneaker, bear};
  const Model model = known.at(static_cast<std::size_t>(dice.below(static_cast<int>(known.size()))))();
  const Vec3 stretch{dice.between(0.75, 1.3), dice.between(0.75, 1.25), dice.between(0.75, 1.3)};
  const double least = smaller(stretch.x, smaller(stretch.y, stretch.z));
  const double most = larger(stretch.x, larger(stretch.y, stretch.z));
  const auto unstretched = [=](Vec3 p) { return Vec3{p.x / stretch.x, p.y / stretch.y, p.z / stretch.z}; };
  std::array<std::function<Vec3(Vec3)>, 4> recolour;
  for (auto& one : recolour) one = random_recolouring(dice);
  const bool anew = dice.chance(0.4);
  const auto materials = random_surfaces(dice, 8);
  return {[=](Vec3 p) {
            const Sample sample = model.sample(unstretched(p));
            return Sample{sample.distance * least, sample.part};
          },
          [=](int part, Vec3 p) {
            if (anew) return materials(part, unstretched(p));
            Surface surface = model.surface(part, unstretched(p));
            surface.colour = recolour.at(static_cast<std::size_t>(part % 4))(surface.colour);
            return surface;
          },
          {model.centre.x * stretch.x, model.centre.y * stretch.y, model.centre.z * stretch.z},
          model.radius * most};
}

/// A turned body with a profile of its own: bottles, jars, candles, cups, cans.
Model vessel(Dice& dice) {
  std::array<double, 6> radii{};
  const double middle = dice.between(0.22, 0.7);
  const double change = dice.chance(0.4) ? 0 : dice.between(0.1, 0.7);
  for (double& radius : radii) radius = middle * (1 + change * dice.between(-1, 0.5));
  const double height = dice.between(0.5, 1.9);
  const double label_low = height * dice.between(0.1, 0.5);
  const double label_high = dice.chance(0.6) ? label_low + height * dice.between(0.15, 0.5) : 0;
  const double lid = dice.chance(0.4) ? height * dice.between(0.75, 0.95) : 10;
  const double square = dice.chance(0.2) ? 0.9 : 0;
  const bool hollow = lid > 9 && dice.chance(0.6);
  const double handle = dice.chance(0.3) ? dice.between(0.12, 0.3) : 0;
  const auto profile = [=](double y) {
    const double t = clamp01(y / height) * 4.999;
    const int k = static_cast<int>(t);
    return mix(radii.at(static_cast<std::size_t>(k)), radii.at(static_cast<std::size_t>(k) + 1), step(0, 1, t - k));
  };
  return {[=](Vec3 p) {
            const double round = length(p.x, p.z);
            const double across = mix(round, larger(std::fabs(p.x), std::fabs(p.z)) * 1.12, square);
            double body = plate((across - profile(p.y)) * 0.7, p.y - 0.5 * height, 0.5 * height, 0.03);
            if (hollow) body = larger(body, -cylinder(p - Vec3{0, height, 0}, profile(height) * 0.85, 0.35 * height));
            if (handle > 0) {
              const double ring = torus({p.x - radii[3] * 0.95, p.y - 0.55 * height, p.z}, handle, 0.05);
              body = blend(body, larger(ring, radii[3] * 0.6 - p.x), 0.03);
            }
            const int part = p.y > lid ? 2 : p.y > label_low && p.y < label_high ? 1 : 0;
            return Sample{body * 0.85, part};
          },
          random_surfaces(dice, 3),
          {0, 0.5 * height, 0},
          length(0.5 * height, 0.75 + handle)};
}

/// A soft animal: body, head, ears, limbs, with or without fur.
Model soft_toy(Dice& dice) {
  const Vec3 body{dice.between(0.28, 0.5), dice.between(0.3, 0.55), dice.between(0.26, 0.45)};
  const double head = dice.between(0.24, 0.48);
  const Vec3 head_at{dice.between(-0.1, 0.1), 2 * body.y * 0.85 + 0.6 * head, dice.between(0, 0.25)};
  const Vec3 ear{dice.between(0.06, 0.2), dice.between(0.08, 0.4), dice.between(0.05, 0.12)};
  const Vec3 hand{body.x + dice.between(0.02, 0.35), dice.between(0.3, 1.0), dice.between(0, 0.4)};
  const Vec3 foot{dice.between(0.15, 0.45), 0.14, dice.between(0.1, 0.6)};
  const double limb = dice.between(0.09, 0.18);
  const double fur = dice.chance(0.6) ? dice.between(0.01, 0.06) : 0;
  const double tufts = dice.between(8, 26);
  const double snout = dice.chance(0.6) ? dice.between(0.08, 0.2) : 0;
  return {[=](Vec3 p) {
            const Vec3 m{std::fabs(p.x), p.y, p.z};
            const double trunk = ellipsoid(p - Vec3{0, body.y, 0}, body);
            const double skull = ellipsoid(p - head_at, {head, head * 0.9, head * 0.9});
            const double ears = ellipsoid(m - head_at - Vec3{0.65 * head, 0.75 * head + 0.4 * ear.y, 0}, ear);
            const double arms = round_cone(m, {body.x * 0.7, body.y * 1.5, 0}, hand, limb, limb * 0.9);
            const double legs = round_cone(m, {body.x * 0.5, 0.25, 0}, foot, limb * 1.1, limb);
            const double rough = fur > 0 ? fur * (cloud(p * tufts, 2) - 0.5) : 0;
            const double coat = blend(blend(trunk, skull, 0.1), blend(arms, legs, 0.04), 0.06) + rough;
            const double nose = sphere(p - head_at - Vec3{0, -0.15 * head, 0.85 * head}, snout + 1e-3);
            const double eyes = sphere(m - head_at - Vec3{0.4 * head, 0.15 * head, 0.8 * head}, 0.05);
            return closer(closer({coat * 0.75, 0}, {(ears + 0.5 * rough) * 0.75, 1}), closer({nose, 2}, {eyes, 3}));
          },
          random_surfaces(dice, 4),
          {0, head_at.y * 0.55, 0.1},
          head_at.y * 0.6 + head + ear.y * 0.6};
}

/// A body on wheels.
Model vehicle(Dice& dice) {
  const double half = dice.between(0.6, 1.1);
  const double wide = dice.between(0.25, 0.5);
  const double wheel = dice.between(0.14, 0.36);
  const double deep = dice.between(0.08, 0.25);
  const double rounding = dice.between(0.02, 0.1);
  const Vec3 cabin{half * dice.between(0.25, 0.6), dice.between(0.1, 0.3), wide * dice.between(0.6, 1.0)};
  const double cabin_x = dice.between(-0.3, 0.3) * half;
  const double axle = half * dice.between(0.5, 0.75);
  const bool wing = dice.chance(0.4);
  const double base = wheel * dice.between(0.8, 1.3) + deep;
  return {[=](Vec3 p) {
            const double nose = 1 - 0.25 * clamp01(std::fabs(p.x) / half - 0.4);
            const double body = box({p.x, (p.y - base) / nose, p.z}, {half, deep, wide}, rounding) * 0.8;
            const double slope = 1 - 0.5 * clamp01((p.y - base) / (deep + 2 * cabin.y));
            const Vec3 q{(p.x - cabin_x) / slope, p.y - base - deep - 0.7 * cabin.y, p.z / (0.5 + 0.5 * slope)};
            const double top = box(q, cabin, rounding) * 0.6;
            const Vec3 m{std::fabs(p.x) - axle, p.y - wheel, std::fabs(p.z) - wide};
            const double wheels = cylinder({m.x, m.z, m.y}, wheel, 0.35 * wheel + 0.03, 0.03);
            const double hubs = cylinder({m.x, m.z, m.y}, 0.5 * wheel, 0.35 * wheel + 0.045, 0.01);
            const Vec3 tail{p.x + half * 0.9, p.y - base - deep - 0.25, p.z};
            const double plane = wing ? box(tail, {0.14, 0.02, wide * 1.1}, 0.01) : 1e9;
            return closer(closer({smaller(body, plane), 0}, {top, 1}), closer({wheels, 2}, {hubs, 3}));
          },
          random_surfaces(dice, 4),
          {0, base, 0},
          length(half, wide + 0.6 * wheel + 0.1) + 0.3};
}

/// A bag or pack: a soft box with pockets, a flap and straps; or a plain carton.
Model pack(Dice& dice) {
  const Vec3 half{dice.between(0.3, 0.85), dice.between(0.25, 0.85), dice.between(0.12, 0.45)};
  const double rounding = dice.chance(0.3) ? 0.02 : dice.between(0.05, 0.9) * smaller(half.z, half.x);
  const double taper = dice.between(-0.25, 0.25);
  const Vec3 pocket{half.x * dice.between(0.4, 0.95), half.y * dice.between(0.2, 0.5), 0.1};
  const double pocket_y = half.y * dice.between(0.45, 1.3);
  const bool has_pocket = dice.chance(0.6);
  const bool has_handle = dice.chance(0.6);
  const double handle = half.x * dice.between(0.25, 0.8);
  const double thick = dice.between(0.02, 0.06);
  const double flap = half.y * dice.between(0.8, 1.9);
  const double sag = dice.between(0, 0.05);
  return {
      [=](Vec3 p) {
        const double narrow = 1 + taper * (p.y / half.y - 1);
        const Vec3 q{p.x / narrow, p.y - half.y, p.z / narrow};
        const double soft = sag > 0.01 ? sag * (cloud(p * 4.0, 2) - 0.5) : 0;
        const double body = box(q, half, rounding) * 0.75 + soft;
        const double front = has_pocket ? box({q.x, p.y - pocket_y, q.z - half.z}, pocket, 0.08) * 0.75 + soft : 1e9;
        const double ring = torus({p.x, (p.y - 2 * half.y) * 0.8, p.z}, handle, thick);
        const double strap = has_handle ? larger(ring, 1.9 * half.y - p.y) : 1e9;
        return closer(closer({body, p.y > flap ? 3 : 0}, {front, 1}), {strap, 2});
      },
      random_surfaces(dice, 4),
      {0, half.y + 0.4 * handle, 0},
      length(length(half.x, half.y) * 1.15, half.z + 0.1) + 0.8 * handle};
}

/// Two to seven plain solids that touch.
Model assembly(Dice& dice) {
  struct Piece {
    int kind;
    Vec3 at;
    Vec3 half;
    Turn turn;
    Turn tilt;
    int part;
  };
  std::vector<Piece> pieces;
  const int count = 1 + dice.below(6);
  const bool mirrored = dice.chance(0.5);
  const double seam = dice.chance(0.5) ? dice.between(0.02, 0.15) : 0;
  Vec3 at{0, 0.5, 0};
  for (int i = 0; i < count; ++i) {
    const Vec3 half{dice.between(0.08, 0.6), dice.between(0.08, 0.6), dice.between(0.08, 0.5)};
    pieces.push_back({dice.below(5), at, half, dice.turn(), dice.turn(0.4), dice.below(4)});
    at = at + dice.within({0.5, 0.45, 0.3});
    at.y = larger(at.y, 0.2);
  }
  const auto distance = [](const Piece& piece, Vec3 p) {
    const Vec3 q = turn_z(turn_y(p - piece.at, piece.turn), piece.tilt);
    const double thin = smaller(piece.half.x, smaller(piece.half.y, piece.half.z));
    switch (piece.kind) {
      case 0:
        return ellipsoid(q, piece.half) * 0.8;
      case 1:
        return box(q, piece.half, 0.3 * thin);
      case 2:
        return cylinder(q, piece.half.x, piece.half.y, 0.02);
      case 3:
        return torus(q, piece.half.x + 0.1, 0.4 * thin + 0.02);
      default:
        return round_cone(q, {0, -piece.half.y, 0}, {0, piece.half.y, 0}, piece.half.x, 0.5 * piece.half.z);
    }
  };
  return {[=](Vec3 p) {
            const Vec3 m{mirrored ? std::fabs(p.x) : p.x, p.y, p.z};
            Sample nearest{1e9, 0};
            for (const Piece& piece : pieces) {
              const Sample one{distance(piece, m), piece.part};
              const double joined = seam > 0 ? blend(nearest.distance, one.distance, seam) : 1e9;
              nearest = closer(nearest, one);
              nearest.distance = smaller(nearest.distance, joined);
            }
            nearest.distance *= 0.9;
            return nearest;
          },
          random_surfaces(dice, 4),
          {0, 0.6, 0},
          1.7};
}

}  // namespace

Model random_product(Dice& dice) {
  static constexpr std::array<Model (*)(Dice&), 8> kinds{known_product, known_product, known_product, vessel,
                                                         soft_toy,      vehicle,       pack,          assembly};
  return kinds.at(static_cast<std::size_t>(dice.below(static_cast<int>(kinds.size()))))(dice);
}

Model placed(Model model, Vec3 at, Turn turn, double size) {
  const auto inside = [=](Vec3 p) { return turn_y(p - at, turn) * (1 / size); };
  const Vec3 centre = turn_y(model.centre, back(turn)) * size + at;
  const double radius = model.radius * size;
  return {[inside, size, sample = model.sample](Vec3 p) {
            const Sample found = sample(inside(p));
            return Sample{found.distance * size, found.part};
          },
          [inside, surface = std::move(model.surface)](int part, Vec3 p) { return surface(part, inside(p)); }, centre,
          radius};
}

Model together(const Model& a, const Model& b) {
  const Vec3 centre = mix(a.centre, b.centre, 0.5);
  const double radius = 0.5 * length(a.centre - b.centre) + larger(a.radius, b.radius);
  const auto bounded = [](const Model& model, Vec3 p) {
    const double ball = length(p - model.centre) - model.radius;
    return ball > 0.2 ? Sample{ball, 0} : model.sample(p);
  };
  // Parts of the first have even numbers, those of the second odd ones.
  return {[=](Vec3 p) {
            const Sample first = bounded(a, p);
            const Sample second = bounded(b, p);
            return closer({first.distance, 2 * first.part}, {second.distance, 2 * second.part + 1});
          },
          [a, b](int part, Vec3 p) { return part % 2 == 0 ? a.surface(part / 2, p) : b.surface(part / 2, p); }, centre,
          radius};
}

}  // namespace hesscut::scenes
