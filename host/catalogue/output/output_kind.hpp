#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace hesscut::catalogue {

/// What can be written for a product.
enum class OutputKind {
  mask,     ///< PNG, 0 or 255
  cutout,   ///< PNG, red green blue alpha
  white,    ///< JPEG: the product on a plain background; a main image where the run asks for a square
  crop,     ///< JPEG: the photo cut to the product's box with a margin
  overlay,  ///< JPEG: the contour on the photo, for people
};

struct OutputName {
  OutputKind kind;
  std::string_view name;    ///< as --write takes it
  std::string_view ending;  ///< of the file
};
inline constexpr std::array<OutputName, 5> output_names = {{
    {OutputKind::mask, "mask", ".mask.png"},
    {OutputKind::cutout, "cutout", ".cutout.png"},
    {OutputKind::white, "white", ".white.jpg"},
    {OutputKind::crop, "crop", ".crop.jpg"},
    {OutputKind::overlay, "overlay", ".overlay.jpg"},
}};

[[nodiscard]] constexpr const OutputName& name_of(OutputKind kind) {
  return output_names[static_cast<std::size_t>(kind)];
}

[[nodiscard]] constexpr std::optional<OutputKind> output_kind(std::string_view name) {
  for (const OutputName& known : output_names) {
    if (known.name == name) return known.kind;
  }
  return std::nullopt;
}

}  // namespace hesscut::catalogue
