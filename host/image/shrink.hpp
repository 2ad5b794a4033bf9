#pragma once

#include <hesscut/image.hpp>

namespace hesscut::image {

struct Extent {
  int width = 0;
  int height = 0;
  [[nodiscard]] bool operator==(const Extent&) const = default;
};

/// The size whose longer side is `long_side`, at the same proportions but at least one pixel a side; the size as it is
/// where it is no longer than that or where long_side is 0.
[[nodiscard]] Extent fitted(Extent size, int long_side);

/// The image at a smaller size, each pixel the mean of the area that it covers. size: 1 .. that of the image, each.
[[nodiscard]] Image shrunk(const Image& image, Extent size);

/// The image shrunk to its fitted size; handed on where it has that already.
[[nodiscard]] Image shrunk_to_fit(const Image& image, int long_side);
[[nodiscard]] Image shrunk_to_fit(Image&& image, int long_side);

}  // namespace hesscut::image
