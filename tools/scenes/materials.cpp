#include "tools/scenes/materials.hpp"

namespace hesscut::scenes {
namespace {

/// Where a pattern has its second colour: 0 .. 1.
using Pattern = std::function<double(Vec3 p)>;

Pattern stripes(Dice& dice) {
  const Vec3 along = dice.within({6, 8, 6});
  const double edge = dice.between(0.2, 0.8);
  return [=](Vec3 p) { return step(edge - 0.03, edge + 0.03, wave(dot(p, along))); };
}

Pattern checks(Dice& dice) {
  const double size = dice.between(1.5, 7);
  const double shift = dice.unit();
  return [=](Vec3 p) {
    const double cells = std::floor(p.x * size + shift) + std::floor(p.y * size) + std::floor(p.z * size + shift);
    return cells - 2 * std::floor(cells / 2);
  };
}

Pattern dots(Dice& dice) {
  const double size = dice.between(2, 8);
  const double radius = dice.between(0.15, 0.4);
  return [=](Vec3 p) {
    const Vec3 q = p * size;
    const Vec3 in_cell{q.x - std::floor(q.x) - 0.5, q.y - std::floor(q.y) - 0.5, 0};
    return step(radius + 0.05, radius, length(in_cell));
  };
}

Pattern clouds(Dice& dice) {
  const double size = dice.between(1.5, 14);
  const double edge = dice.between(0.35, 0.65);
  const double softness = dice.between(0.01, 0.3);
  const Vec3 shift = dice.within({50, 50, 50});
  return [=](Vec3 p) { return step(edge - softness, edge + softness, cloud(p * size + shift, 3)); };
}

/// A patch on one side with lines like writing.
Pattern print(Dice& dice) {
  const Vec3 at = dice.within({0.3, 0.35, 0}) + Vec3{0, 0.5, 0};
  const double half_x = dice.between(0.08, 0.35);
  const double half_y = dice.between(0.05, 0.3);
  const double lines = dice.between(3, 14);
  const double letters = dice.between(8, 30);
  const bool round = dice.chance(0.4);
  return [=](Vec3 p) {
    const double x = (p.x - at.x) / half_x;
    const double y = (p.y - at.y) / half_y;
    const bool inside = p.z > 0 && (round ? length(x, y) < 1 : std::fabs(x) < 1 && std::fabs(y) < 1);
    if (!inside) return 0.0;
    return wave(p.y * lines) > 0.5 && noise({p.x * letters, std::floor(p.y * lines) * 7.3, 0}) > 0.4 ? 0.15 : 1.0;
  };
}

Pattern random_pattern(Dice& dice) {
  switch (dice.below(6)) {
    case 0:
      return stripes(dice);
    case 1:
      return checks(dice);
    case 2:
      return dots(dice);
    case 3:
      return print(dice);
    case 4: {
      const double lo = dice.between(-0.2, 0.6);
      const double hi = lo + dice.between(0.2, 1.2);
      return [=](Vec3 p) { return step(lo, hi, p.y); };
    }
    default:
      return clouds(dice);
  }
}

}  // namespace

Material random_material(Dice& dice) {
  Surface base{.colour = dice.colour()};
  if (dice.chance(0.55)) {
    base.gloss = dice.between(0.02, 0.9);
    base.sharpness = 8 + dice.below(100);
  } else if (dice.chance(0.5)) {
    base.roughness = dice.between(0.004, 0.04);
    base.bump_scale = dice.between(6, 30);
  }
  const double mottle = dice.chance(0.5) ? dice.between(0.02, 0.3) : 0;
  const double mottle_size = dice.between(3, 30);
  const int count = dice.chance(0.4) ? 0 : 1 + dice.below(2);
  const Pattern first = random_pattern(dice);
  const Pattern second = random_pattern(dice);
  const Vec3 first_colour = dice.colour();
  const Vec3 second_colour = dice.colour();
  return [=](Vec3 p) {
    Surface result = base;
    if (count > 0) result.colour = mix(result.colour, first_colour, first(p));
    if (count > 1) result.colour = mix(result.colour, second_colour, second(p));
    if (mottle > 0) result.colour = result.colour * (1 + mottle * (2 * cloud(p * mottle_size, 2) - 1));
    return result;
  };
}

std::function<Vec3(Vec3 colour)> random_recolouring(Dice& dice) {
  const int kind = dice.below(5);
  const double gain = dice.between(0.6, 1.25);
  const Vec3 dark = dice.colour();
  const Vec3 light = dice.colour();
  switch (kind) {
    case 0:
      return [=](Vec3 c) { return c * gain; };
    case 1:
      return [=](Vec3 c) { return Vec3{c.y, c.z, c.x} * gain; };
    case 2:
      return [=](Vec3 c) { return Vec3{c.z, c.x, c.y} * gain; };
    default:
      return [=](Vec3 c) { return mix(dark, light, clamp01(1.5 * (c.x + c.y + c.z) / 3 - 0.25)); };
  }
}

}  // namespace hesscut::scenes
