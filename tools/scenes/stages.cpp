#include <array>

#include "tools/scenes/scenes.hpp"
#include "tools/scenes/stage.hpp"

namespace hesscut::scenes {
namespace {

constexpr std::array<std::string_view, scene_count> names{
    "bag_cloth",  "bear_blanket", "bottle_gradient", "carton_clutter", "chair_room", "lamp_wall",
    "mug_studio", "sneaker_wood", "sunglasses_sand", "teapot_tiles",   "vase_white", "watch_marble"};

Stage soft_things(int index) {
  switch (index) {
    case 0:
      return {.product = handbag(),
              .backdrop = {plaid_cloth, plaid_cloth, -2.2, 1.2},
              .camera = {{0.5, 1.6, 5}, {0, 0.62, 0}, 4.4}};
    case 1:
      return {.product = bear(),
              .backdrop = {blanket, pale_wall, -1.8, 0.05},
              .clutter = toy_blocks(),
              .camera = {{-0.4, 1.7, 5}, {0, 0.76, 0}, 4.3},
              .light = {.direction = {-0.7, 1.0, 0.7}, .key = {1.0, 0.94, 0.84}}};
    case 2:
      return {.product = bottle(),
              .backdrop = {blue_gradient, blue_gradient, -2.5, 2.5},
              .camera = {{0, 1.25, 5}, {0, 0.95, 0}, 4.2}};
    default:
      return {.product = carton(),
              .backdrop = {desk_top, painted_wall, -2.4, 0.01},
              .clutter = books_and_ball(),
              .camera = {{0.1, 2.1, 5}, {0, 0.46, 0}, 4.6},
              .light = {.direction = {-0.2, 1.0, 0.9}},
              .noise = 2.6};
  }
}

Stage furniture(int index) {
  switch (index) {
    case 4:
      return {.product = chair(),
              .backdrop = {wood_planks, painted_wall, -1.6, 0.01},
              .camera = {{0.2, 1.7, 5.6}, {0, 0.83, 0}, 5.2},
              .light = {.direction = {-0.6, 1.0, 0.9}, .key = {1.0, 0.95, 0.86}}};
    case 5:
      return {.product = lamp(),
              .backdrop = {desk_top, brick_wall, -1.5, 0.01},
              .camera = {{0.3, 1.4, 5.6}, {0.0, 0.84, 0}, 5.4},
              .light = {.direction = {0.6, 1.0, 0.8}},
              .noise = 2.6};
    case 6:
      return {.product = mug(),
              .backdrop = {white_sweep, white_sweep, -2.5, 2.0},
              .camera = {{-0.5, 1.9, 5}, {0.12, 0.50, 0}, 5.6}};
    default:
      return {.product = sneaker(),
              .backdrop = {wood_planks, pale_wall, -3.0, 0.01},
              .camera = {{-0.9, 2.1, 5}, {0, 0.38, 0}, 4.9},
              .light = {.direction = {-0.3, 1.0, 0.8}}};
  }
}

Stage small_things(int index) {
  switch (index) {
    case 8:
      return {.product = sunglasses(),
              .backdrop = {sand, sand, -3.5, 2.0},
              .camera = {{0.9, 1.9, 5}, {0, 0.30, -0.1}, 4.5},
              .light = {.direction = {-0.8, 1.0, 0.5}, .key = {1.1, 1.0, 0.86}, .shadow_sharpness = 14}};
    case 9:
      return {.product = teapot(),
              .backdrop = {tiles, pale_wall, -2.6, 0.01},
              .camera = {{0.4, 2.2, 5}, {0, 0.50, 0}, 4.6}};
    case 10:
      return {.product = vase(),
              .backdrop = {white_sweep, white_sweep, -2.5, 2.0},
              .camera = {{0, 1.5, 5}, {0, 0.78, 0}, 4.6},
              .light = {.direction = {-0.9, 1.0, 0.5}, .key = {0.85, 0.83, 0.80}, .sky = {0.30, 0.32, 0.35}}};
    default:
      return {.product = watch(),
              .backdrop = {marble, dark_sweep, -3.0, 0.01},
              .camera = {{0.9, 1.6, 4.6}, {0, 0.52, 0}, 6.6},
              .light = {.direction = {-0.5, 1.0, 0.9}}};
  }
}

}  // namespace

std::string_view scene_name(int index) {
  return names.at(static_cast<std::size_t>(index));
}

Stage stage(int index) {
  Stage result = index < 4 ? soft_things(index) : index < 8 ? furniture(index) : small_things(index);
  result.name = scene_name(index);
  return result;
}

}  // namespace hesscut::scenes
