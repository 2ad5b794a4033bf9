#pragma once

#include <vector>

#include <hesscut/image.hpp>
#include <hesscut/prior.hpp>

namespace hesscut::segment {

/// Throws Error (input) for a map whose size is not that of its values, or with a value outside [0, 1].
void check_prior(const Prior& prior);

/// 1 - 2 probability on a grid that covers the photo: height x width in [-1, 1], negative where product is likely.
[[nodiscard]] std::vector<float> prior_term(const Prior& prior, int width, int height);

/// Takes back what markers deny (around_denials): all of the product that the prior sees around a background marker,
/// and half of the background around a foreground marker, which does not say how far the product goes. known: values of
/// Label, on the grid of `term`.
void doubt_what_is_denied(const Image& known, std::vector<float>& term);

/// The pixels that the prior is sure of: above 0.9 as foreground, below 0.1 as background, each without a margin
/// towards what is not of its kind; the rest unmarked. Values of Label.
[[nodiscard]] Image sure_pixels(const std::vector<float>& term, int width, int height);

/// Whether they can stand in for markers: both sides are there.
[[nodiscard]] bool names_product(const Image& sure);

}  // namespace hesscut::segment
