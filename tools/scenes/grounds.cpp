#include <array>

#include "tools/scenes/backdrops.hpp"
#include "tools/scenes/materials.hpp"

namespace hesscut::scenes {
namespace {

Material paper(Dice& dice) {
  const bool white = dice.chance(0.5);
  const double level = dice.between(0.8, 1.0);
  const Vec3 near = white ? Vec3{level, level, level} : dice.colour();
  const bool even = dice.chance(0.5);
  const double change = even ? 0 : dice.between(0.1, 0.8);
  const Vec3 far = even ? near : mix(near, dice.colour(), change);
  const Vec3 along = dice.within({0.3, 0.4, 0.3});
  const double spots = dice.between(0, 0.05);
  const double gloss = dice.chance(0.3) ? dice.between(0.02, 0.3) : 0;
  return [=](Vec3 p) {
    const Vec3 colour = mix(near, far, clamp01(0.5 + dot(p, along)));
    return Surface{.colour = colour * (1 + spots * (cloud(p * 1.7, 2) - 0.5)), .gloss = gloss, .sharpness = 12};
  };
}

/// Grains of several sizes: asphalt, gravel, sand, concrete, carpet.
Material grains(Dice& dice) {
  const Vec3 dark = dice.chance(0.6) ? Vec3{1, 1, 1} * dice.between(0.15, 0.6) : dice.colour();
  const Vec3 light = dice.chance(0.6) ? dark * dice.between(1.2, 2.2) + Vec3{0.05, 0.05, 0.04} : dice.colour();
  const double fine = dice.between(20, 90);
  const double coarse = dice.between(3, 20);
  const double share = dice.unit();
  const double stones = dice.between(0, 1);
  const double roughness = dice.between(0, 0.08);
  return [=](Vec3 p) {
    const double grain = noise(p * fine);
    const double stone = step(0.45, 0.6, cloud(p * coarse, 2));
    const double stain = cloud(p * 0.9, 3) - 0.5;
    const double t = clamp01(share * grain + (1 - share) * mix(grain, stone, stones) + 0.3 * stain);
    return Surface{.colour = mix(dark, light, t), .roughness = roughness, .bump_scale = 0.5 * coarse};
  };
}

/// Blades in all directions: grass, straw, long-haired rugs.
Material blades(Dice& dice) {
  const bool green = dice.chance(0.7);
  const Vec3 dark = green ? Vec3{dice.between(0.1, 0.35), dice.between(0.25, 0.45), 0.12} : dice.colour();
  const Vec3 light = green ? Vec3{dice.between(0.4, 0.75), dice.between(0.6, 0.8), 0.3} : dice.colour();
  const double size = dice.between(8, 26);
  const double stretch = dice.between(0.12, 0.4);
  return [=](Vec3 p) {
    const double bend = 2 * cloud(p * 1.3, 2);
    const double one = noise({(p.x + 0.3 * bend) * size, p.y * size, (p.z + p.y) * size * stretch});
    const double other = noise({(p.x + p.z) * size * stretch + 9, p.y * size, (p.z - p.x + 0.2 * bend) * size});
    const double t = larger(one, other) * (0.6 + 0.6 * cloud(p * 2.5, 2));
    return Surface{.colour = mix(dark, light, step(0.3, 0.95, t)), .roughness = 0.03, .bump_scale = 0.4 * size};
  };
}

/// Bricks, slabs, planks and tiles: rectangles in rows, each of its own shade, with joints.
Material rows(Dice& dice) {
  const double depth = dice.between(0.12, 0.7);
  const double width = dice.chance(0.3) ? 8 : depth * dice.between(1, 3.5);
  const double shift = dice.chance(0.7) ? 0.5 : 0;
  const double joint = dice.between(0.004, 0.03);
  const Vec3 dark = dice.colour();
  const double change = dice.between(0.1, 0.6);
  const Vec3 light = mix(dark, dice.colour(), change);
  const Vec3 gap = dice.chance(0.5) ? dark * 0.5 : dice.colour();
  const double stains = dice.between(0.1, 0.9);
  const double grain_x = dice.between(1, 9);
  const double grain_z = dice.between(6, 40);
  const double gloss = dice.chance(0.4) ? dice.between(0.05, 0.4) : 0;
  return [=](Vec3 p) {
    const double z = (p.z - p.y) / depth;
    const double row = std::floor(z);
    const double x = p.x / width + shift * row;
    const double column = std::floor(x);
    const double to_edge = smaller(smaller(x - column, column + 1 - x) * width, smaller(z - row, row + 1 - z) * depth);
    if (to_edge < joint) return Surface{.colour = gap};
    const double shade = uniform(hash(static_cast<std::int64_t>(row), static_cast<std::int64_t>(column), 21));
    const double grain = cloud({p.x * grain_x, row, (p.z - p.y) * grain_z}, 3);
    return Surface{.colour = mix(dark, light, mix(shade, grain, stains)), .gloss = gloss, .sharpness = 24};
  };
}

/// Folded cloth, plain or with a pattern.
Material cloth(Dice& dice) {
  const Vec3 base = dice.colour();
  const Vec3 second = dice.chance(0.5) ? base * 0.9 : dice.colour();
  const double u_size = dice.between(1, 9);
  const double v_size = dice.chance(0.5) ? u_size : 0;
  const double folds = dice.chance(0.6) ? dice.between(0.05, 0.5) : 0;
  const double fold_size = dice.between(0.8, 3);
  const double weave = dice.between(20, 60);
  return [=](Vec3 p) {
    const double u = step(0.5, 0.56, wave(p.x * u_size));
    const double v = v_size > 0 ? step(0.5, 0.56, wave((p.z - p.y) * v_size)) : 0;
    const double crease = cloud(p * fold_size + Vec3{3, 1, 7}, 4) - 0.5;
    const double light = 1 + folds * 2 * crease + 0.06 * (wave(p.x * weave) * wave((p.z - p.y) * weave) - 0.3);
    return Surface{.colour = mix(base, second, 0.5 * (u + v)) * light, .roughness = 0.06 * folds, .bump_scale = 2.0};
  };
}

/// Flakes over each other: leaves, chips, pebbles.
Material flakes(Dice& dice) {
  const double size = dice.between(2, 9);
  const Vec3 a = dice.colour();
  const Vec3 b = mix(a, dice.colour(), 0.7);
  const Vec3 ground = a * dice.between(0.2, 0.8);
  const double radius = dice.between(0.35, 0.75);
  return [=](Vec3 p) {
    const double x = p.x * size;
    const double z = (p.z - p.y) * size;
    double best = -1;
    Surface result{.colour = ground};
    for (int k = 0; k < 9; ++k) {
      const auto i = static_cast<std::int64_t>(std::floor(x)) + k % 3 - 1;
      const auto j = static_cast<std::int64_t>(std::floor(z)) + k / 3 - 1;
      const double height = uniform(hash(i, j, 31));
      const double dx = x - static_cast<double>(i) - uniform(hash(i, j, 32));
      const double dz = z - static_cast<double>(j) - uniform(hash(i, j, 33));
      const double flat = 0.4 + uniform(hash(i, j, 34));
      const double off = length(dx * flat + 0.3 * dz, dz / flat);
      if (off < radius && height > best) {
        best = height;
        result.colour = mix(a, b, uniform(hash(i, j, 35))) * (1.1 - 0.5 * off / radius);
      }
    }
    return result;
  };
}

Material of_the_samples(Dice& dice) {
  static constexpr std::array<Surface (*)(Vec3), 13> known{
      white_sweep, blue_gradient, dark_sweep, wood_planks, plaid_cloth,  marble,    tiles,
      sand,        blanket,       desk_top,   brick_wall,  painted_wall, pale_wall,
  };
  const auto ground = known.at(static_cast<std::size_t>(dice.below(static_cast<int>(known.size()))));
  const double size = dice.between(0.5, 2.5);
  const auto recolour = dice.chance(0.6) ? random_recolouring(dice) : [](Vec3 c) { return c; };
  return [=](Vec3 p) {
    Surface result = ground(p * size);
    result.colour = recolour(result.colour);
    return result;
  };
}

}  // namespace

Material random_ground(Dice& dice) {
  static constexpr std::array<Material (*)(Dice&), 9> kinds{paper, paper, grains, grains,        blades,
                                                            rows,  cloth, flakes, of_the_samples};
  const auto kind = kinds.at(static_cast<std::size_t>(dice.below(static_cast<int>(kinds.size()))));
  const Material ground = kind(dice);
  const Turn turn = dice.turn();
  const Vec3 shift = dice.within({9, 0, 9});
  return [=](Vec3 p) { return ground(turn_y(p, turn) + shift); };
}

}  // namespace hesscut::scenes
