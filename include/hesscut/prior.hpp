#pragma once

#include <vector>

#include <hesscut/image.hpp>

namespace hesscut {

/// What somebody, such as a network, thinks of a photo beforehand: how likely each place of it is product. A hint that
/// the solver weighs against the photo (Parameters::mu), never a hard marker.
struct Prior {
  int width = 0;  ///< of the map, which covers the whole photo in whatever size
  int height = 0;
  std::vector<float> probability;  ///< height x width, 0 background to 1 product

  [[nodiscard]] bool empty() const { return probability.empty(); }

  /// A map of bytes, 0 to 255. Throws Error (input) unless it has one channel.
  [[nodiscard]] static Prior from_bytes(const ImageView& map);
};

}  // namespace hesscut
