#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <hesscut/hesscut.hpp>

namespace hesscut::bench {

/// A photo with its truth, and the markers that every method gets.
struct Photo {
  std::string name;
  Image pixels;
  Image truth;
  Markers markers;  ///< points on the product, and the border
};

/// What claims are measured on.
struct Setup {
  std::vector<Photo> photos;
  std::filesystem::path oracle;  ///< folder of the published code's results; may be empty or absent
  int runs = 1;                  ///< pairs a photo
};

/// images/* and masks/NAME.png of a folder, with `points` points each. Throws Error: usage where the folder is not like
/// that, input where a file of it cannot be used.
[[nodiscard]] std::vector<Photo> load_photos(const std::filesystem::path& folder, int points);

/// Hesscut on one core with the preset product.
[[nodiscard]] Segmenter one_core();

}  // namespace hesscut::bench
