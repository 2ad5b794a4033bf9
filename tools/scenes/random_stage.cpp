#include <array>

#include "tools/scenes/materials.hpp"
#include "tools/scenes/random_products.hpp"
#include "tools/scenes/stage.hpp"

namespace hesscut::scenes {
namespace {

constexpr double no_wall = -60;

Backdrop random_backdrop(Dice& dice) {
  Backdrop backdrop;
  backdrop.floor = random_ground(dice);
  const double kind = dice.unit();
  if (kind < 0.25) {  // studio: one material, the corner rounded
    backdrop.wall = backdrop.floor;
    backdrop.wall_z = -2.5;
    backdrop.sweep = 2;
  } else if (kind < 0.65) {
    backdrop.wall = random_ground(dice);
    backdrop.wall_z = dice.between(-5, -1.6);
  } else {
    backdrop.wall = backdrop.floor;
    backdrop.wall_z = no_wall;
  }
  return backdrop;
}

/// From just above the floor to almost straight down; the product's ball fills `share` of the short side, off centre.
Camera random_camera(Dice& dice, const Model& product) {
  const double rise = dice.chance(0.3) ? dice.between(0.9, 4) : dice.between(0.05, 0.9);
  const double side = dice.between(-0.5, 0.5);
  const Vec3 towards = normalised({side, rise, 1});
  const double away = 4.2 + product.radius;
  const double share = dice.chance(0.25) ? dice.between(0.45, 0.8) : dice.between(0.8, 1.6);
  Camera camera;
  camera.eye = product.centre + towards * away;
  camera.zoom = share * away / product.radius;
  const double room = dice.chance(0.12) ? 0.6 : larger(0.0, 0.9 - share) * 0.8 + 0.06;
  const Vec3 right = normalised(cross(towards, {0, 1, 0}));
  const Vec3 up = cross(right, towards);
  const double reach = product.radius / share;
  const double rise_of_frame = dice.between(-room, room) * reach;
  const double shift_of_frame = dice.between(-room, room) * reach;
  camera.target = product.centre + right * shift_of_frame + up * rise_of_frame;
  return camera;
}

Light random_light(Dice& dice) {
  Light light;
  light.direction = Vec3{dice.between(-1, 1), dice.between(0.5, 1.6), dice.between(-0.3, 1)};
  const double key = dice.chance(0.3) ? dice.between(0.1, 0.5) : dice.between(0.5, 1.15);
  const double warm = dice.between(-0.12, 0.12);
  light.key = Vec3{1 + warm, 1, 1 - warm} * key;
  const double sky = dice.between(0.18, 0.5) + 0.45 * larger(0, 0.7 - key);
  light.sky = Vec3{1 - warm, 1, 1 + warm} * sky;
  light.shadow_sharpness = dice.between(2, 22);
  return light;
}

/// Up to four other things that stand beside and behind.
std::optional<Model> random_clutter(Dice& dice, const Model& product) {
  if (dice.chance(0.5)) return std::nullopt;
  std::optional<Model> clutter;
  for (int left = 1 + dice.below(4); left > 0; --left) {
    const Model other = random_product(dice);
    const double size = dice.between(0.35, 1.1);
    const double apart = product.radius + other.radius * size * dice.between(0.75, 1.4);
    const Turn around = dice.turn();
    Vec3 at = turn_y({0, 0, -apart}, around) + Vec3{product.centre.x, 0, product.centre.z};
    if (at.z > 0.4) at.z = -at.z;  // in front it would hide the product
    const Model one = placed(other, at, dice.turn(), size);
    clutter = clutter ? together(*clutter, one) : one;
  }
  return clutter;
}

}  // namespace

Stage random_stage(std::uint32_t seed, int index, bool with_product) {
  Dice dice(seed, static_cast<std::uint32_t>(index));
  Stage stage;
  const Turn turn = dice.turn();
  stage.product = placed(random_product(dice), {}, turn, 1);
  stage.camera = random_camera(dice, stage.product);
  stage.light = random_light(dice);
  stage.backdrop = random_backdrop(dice);
  stage.clutter = random_clutter(dice, stage.product);
  stage.noise = dice.between(0.5, 6);
  if (!with_product) stage.product = {[](Vec3) { return Sample{1e9, 0}; }, nullptr, {0, -100, 0}, 0.01};
  return stage;
}

}  // namespace hesscut::scenes
