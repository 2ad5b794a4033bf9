#pragma once

#include "tools/scenes/dice.hpp"
#include "tools/scenes/shapes.hpp"

namespace hesscut::scenes {

/// A product drawn by lot, standing on y = 0 around the origin, about one to two units tall: one of the sample products
/// stretched and in other colours, a vessel, a soft toy, a vehicle, a bag or pack, or parts put together.
[[nodiscard]] Model random_product(Dice& dice);

/// The model moved, turned about the vertical and made larger or smaller.
[[nodiscard]] Model placed(Model model, Vec3 at, Turn turn, double size);

/// Both; parts keep their surfaces.
[[nodiscard]] Model together(const Model& a, const Model& b);

}  // namespace hesscut::scenes
