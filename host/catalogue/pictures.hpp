#pragma once

#include <hesscut/image.hpp>

namespace hesscut::catalogue {

/// Red green blue alpha: the photo's colours with the soft alpha. Where nothing of the product is left the colour is
/// white, which no viewer shows and which keeps the file small.
[[nodiscard]] Image transparent_cutout(const Image& photo, const Image& alpha);

/// The product on white, by the soft alpha.
[[nodiscard]] Image on_white(const Image& photo, const Image& alpha);

}  // namespace hesscut::catalogue
