#pragma once

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>

#include "host/segment/recipe.hpp"
#include "kernels/field.hpp"

namespace hesscut::segment {

/// Throws Error (input) for a view that is no photo.
void check_photo(const ImageView& photo);

/// The photo on the working grid: three channels, averaged over the area of each working pixel.
[[nodiscard]] Image shrink_photo(const ImageView& photo, const kernels::Shape& shape);

/// Three channels without padding; `photo` itself when it is that already, else a copy kept in `storage`. Alpha is laid
/// on white.
[[nodiscard]] ImageView as_rgb(const ImageView& photo, Image& storage);

/// What a marker map says.
[[nodiscard]] Knowledge knowledge_of(const Image& labels);
[[nodiscard]] bool is_decided(const Image& labels);  ///< nothing is unmarked

/// Marker maps for the fits: `known` with a frame of background where no background is known (or all that is unmarked,
/// where the frame is foreground), so that distances and models always have a second side.
[[nodiscard]] Image with_background(const Image& known);

/// with_background, and every pixel still unmarked as foreground: the first guess when only background is known.
[[nodiscard]] Image with_candidates(const Image& known);

}  // namespace hesscut::segment
