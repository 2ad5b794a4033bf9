#pragma once

#include "tools/scenes/shapes.hpp"

/// The products. They stand on the plane y = 0 around the origin, about one to two units tall, and face +z.
namespace hesscut::scenes {

// products_tableware.cpp
[[nodiscard]] Model mug();
[[nodiscard]] Model bottle();
[[nodiscard]] Model teapot();
[[nodiscard]] Model vase();

// products_wear.cpp
[[nodiscard]] Model sneaker();
[[nodiscard]] Model handbag();
[[nodiscard]] Model watch();
[[nodiscard]] Model sunglasses();

// products_home.cpp
[[nodiscard]] Model carton();
[[nodiscard]] Model chair();
[[nodiscard]] Model bear();
[[nodiscard]] Model lamp();

}  // namespace hesscut::scenes
