#pragma once

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>
#include <optional>
#include <span>

/// The robot user of interactive segmentation: it knows the truth and clicks where the mask is most wrong. In truth
/// images values above 128 are product, 128 is ignored.
namespace hesscut::evaluate {

inline constexpr double click_radius = 5;  ///< of the disk that a click marks, pixels of the photo

struct Click {
  Label label = Label::foreground;
  int x = 0;  ///< pixels of the photo
  int y = 0;
};

/// The deepest point of the product. Deep: far from the nearest pixel that does not belong to it; ignored pixels do
/// not, and beyond the photo there are none that do. The first in reading order where several are equal. Throws Error
/// (input) where there is no product.
[[nodiscard]] Click first_click(const ImageView& truth);

/// The deepest point of the largest error: of all 8-connected sets of pixels that the mask (product where 255) wrongly
/// lacks or wrongly has, the one of most pixels, the first in reading order where several are equal. An ignored pixel
/// is no error. Never a point of `before` again, which a method that does not obey would lead to. None where no pixel
/// is wrong but those.
[[nodiscard]] std::optional<Click> next_click(const ImageView& mask, const ImageView& truth,
                                              std::span<const Click> before);

/// Each click as a disk, and the photo's border as background, as of spread_points: a click on it says otherwise.
[[nodiscard]] Markers markers_of(std::span<const Click> clicks);

}  // namespace hesscut::evaluate
