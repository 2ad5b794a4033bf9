#pragma once

#include <functional>

#include "tools/scenes/shapes.hpp"

/// What stands around a product: a floor, a wall behind it, and other things that do not belong to it.
namespace hesscut::scenes {

/// The floor is the plane y = 0, the wall the plane z = wall_z; `sweep` rounds the corner between them.
struct Backdrop {
  std::function<Surface(Vec3 p)> floor;
  std::function<Surface(Vec3 p)> wall;
  double wall_z = -2.5;
  double sweep = 0.01;
};

// Floors and walls.
[[nodiscard]] Surface white_sweep(Vec3 p);
[[nodiscard]] Surface blue_gradient(Vec3 p);
[[nodiscard]] Surface dark_sweep(Vec3 p);
[[nodiscard]] Surface wood_planks(Vec3 p);
[[nodiscard]] Surface plaid_cloth(Vec3 p);
[[nodiscard]] Surface marble(Vec3 p);
[[nodiscard]] Surface tiles(Vec3 p);
[[nodiscard]] Surface sand(Vec3 p);
[[nodiscard]] Surface blanket(Vec3 p);
[[nodiscard]] Surface desk_top(Vec3 p);
[[nodiscard]] Surface painted_wall(Vec3 p);
[[nodiscard]] Surface brick_wall(Vec3 p);
[[nodiscard]] Surface pale_wall(Vec3 p);

// Other things.
[[nodiscard]] Model books_and_ball();
[[nodiscard]] Model toy_blocks();

}  // namespace hesscut::scenes
