#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include <hesscut/image.hpp>

namespace hesscut::segment {

/// Whether every pixel that was known is known to be the same now. Equal sizes; values of Label.
[[nodiscard]] bool only_added(const Image& known_before, const Image& known_now);

/// The pixels around markers that deny the mask: what is nearer to such a marked pixel than to any other one, and what
/// the mask calls what that denies. mask: foreground or background; known: values of Label.
[[nodiscard]] std::vector<std::size_t> around_denials(const Image& mask, const Image& known);

/// What the colour models are to be fitted to when a photo that has been solved is marked further: the last mask, with
/// what is known. Where a marker says that the mask was wrong, its surroundings are in doubt and stay unmarked.
///
/// None where the last mask is no good start: more than half as many pixels are in doubt as were product, or one side
/// is left without a pixel.
/// u: the last solution on the grid of `known`, in [0, 1]; product above the threshold. known: values of Label.
[[nodiscard]] std::optional<Image> revised_labels(const std::vector<float>& u, double threshold, const Image& known);

}  // namespace hesscut::segment
