#pragma once

#include <hesscut/image.hpp>

namespace hesscut::image {

/// Red green blue alpha laid on white, blended on the stored values as browsers do.
[[nodiscard]] Image laid_on_white(const Image& rgba);

/// The luma (ITU-R BT.601) of a colour image with or without alpha; a grey one loses its alpha. Equal red, green and
/// blue give exactly that value.
[[nodiscard]] Image luma(const Image& image);

/// Printing inks to red green blue, without a colour profile. `inverted`: 255 is no ink, as Adobe's programs store it.
[[nodiscard]] Image cmyk_to_rgb(const Image& cmyk, bool inverted);

}  // namespace hesscut::image
