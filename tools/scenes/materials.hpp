#pragma once

#include <functional>

#include "tools/scenes/dice.hpp"
#include "tools/scenes/shapes.hpp"

/// Surfaces drawn by lot, for the random scenes.
namespace hesscut::scenes {

using Material = std::function<Surface(Vec3 p)>;

/// Of a part of a product about one unit large: plain, striped, checked, dotted, clouded, printed, rough or glossy.
[[nodiscard]] Material random_material(Dice& dice);

/// Of a floor or wall: studio paper and gradients, asphalt, grass, gravel, bricks, planks, tiles, cloth, carpet,
/// leaves, or one of the sample scenes' own in other colours and sizes.
[[nodiscard]] Material random_ground(Dice& dice);

/// A change of all colours: none, other channels, two tones, brighter or darker.
[[nodiscard]] std::function<Vec3(Vec3 colour)> random_recolouring(Dice& dice);

}  // namespace hesscut::scenes
