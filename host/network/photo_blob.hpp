#pragma once

#include <opencv2/core.hpp>

#include <hesscut/image.hpp>
#include <hesscut/prior_network.hpp>

namespace hesscut::network {

/// Throws Error (input) for a view that is no photo.
void check_photo(const ImageView& photo);

/// Writes a photo, scaled, normalised and perhaps mirrored left for right, as three planes of size.height x size.width
/// at `planes`.
void write_planes(const ImageView& photo, bool mirrored, cv::Size size, const PriorNetworkOptions& options,
                  float* planes);

}  // namespace hesscut::network
