#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <hesscut/image.hpp>

/// Sample photos of products that exist nowhere but in this renderer: small three-dimensional scenes with light,
/// shadow, texture, blur and sensor noise, whose truth is known exactly. The bytes depend on nothing but index and
/// size: no random device, no mathematical library beyond square roots, no thread count.
namespace hesscut::scenes {

struct Scene {
  std::string name;  ///< e.g. "mug_studio", fit for a file name
  Image photo;       ///< three channels
  Image truth;       ///< one channel: 255 where at least half of the pixel is product, else 0
  Image alpha;       ///< one channel: the share of the pixel that is product, 0..255, from 8 x 8 samples at edges
  Image matte;  ///< one channel: alpha through the lens, as product and surroundings are mixed in the photo, 0..255
};

inline constexpr int scene_count = 12;
inline constexpr int default_width = 640;
inline constexpr int default_height = 480;

[[nodiscard]] std::string_view scene_name(int index);

/// Renders one scene on all cores. index: 0 .. scene_count - 1; width, height: 16 .. 8192 pixels; else Error (usage).
[[nodiscard]] Scene render(int index, int width = default_width, int height = default_height);

/// A scene in which everything is drawn by lot, the same for the same seed and index: product, surroundings, camera,
/// light. Without its product the truth is black. Fewer samples a pixel than render(): made to be rendered by the
/// thousand.
[[nodiscard]] Scene render_random(std::uint32_t seed, int index, int width, int height, bool with_product = true);

[[nodiscard]] std::vector<Scene> all_scenes(int width = default_width, int height = default_height);

}  // namespace hesscut::scenes
