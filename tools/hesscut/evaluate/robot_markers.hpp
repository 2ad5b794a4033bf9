#pragma once

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>

/// Markers that a patient user who knows the truth would set: the same for every method, the same every time.
/// In truth images values above 128 are product; all functions throw Error (input) where there is none.
namespace hesscut::evaluate {

/// `count` disks of 0.8 % of the long side (3 pixels at least): the first where the product is deepest, each further
/// one as far as can be from those before, all as deep inside as the disk and a margin of 3 pixels need, or 60 % of
/// the greatest depth where the product is thin. Disks are cut to the product. The photo's border is background.
/// Fewer disks where the product has fewer such places.
[[nodiscard]] Markers spread_points(const ImageView& truth, int count);

/// The tight box of the product grown by 3 pixels of a photo scaled to 512 pixels on its long side (never enlarged).
[[nodiscard]] Markers tight_box(const ImageView& truth);

}  // namespace hesscut::evaluate
