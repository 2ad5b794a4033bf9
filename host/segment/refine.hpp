#pragma once

#include <hesscut/image.hpp>

#include "host/device/array.hpp"
#include "host/device/device.hpp"
#include "host/segment/recipe.hpp"

namespace hesscut::segment {

/// The binary mask on the working grid, tidied: components that touch a foreground marker (without any: those of at
/// least 15 % of the largest) stay, holes under 0.1 % of the area are filled. u: height x width; known: values of
/// Label.
[[nodiscard]] Image tidy_mask(const std::vector<float>& u, const Image& known, double threshold);

/// Carries masks from the working grid to the photo's own pixels: in a band around its edge the mask is first placed
/// again on the working grid, by the colours there, and then softened, by the photo's own (guided filters).
class Refiner {
 public:
  Refiner(device::Device& device, kernels::Operations& queue) : device_(device), queue_(queue) {}

  struct Result {
    Image mask;   ///< 0, 255
    Image alpha;  ///< 0..255
  };
  /// working: photo and tidied mask on the working grid. photo: three channels without padding.
  [[nodiscard]] Result refine(const ImageView& photo, const Image& working_rgb, const Image& working_mask);

 private:
  void reserve(const kernels::Shape& working, const kernels::Shape& full);
  [[nodiscard]] kernels::LinearMap<float> fit(const Image& mask, int radius, float ridge);
  [[nodiscard]] Image placed(const Image& mask);

  device::Device& device_;
  kernels::Operations& queue_;
  device::Array<kernels::Rgb8> guide_, photo_;
  device::Array<std::uint8_t> mask_, band_, alpha_;
  device::Array<float> map_;
};

}  // namespace hesscut::segment
