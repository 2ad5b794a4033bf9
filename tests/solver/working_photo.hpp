#pragma once

#include <hesscut/image.hpp>
#include <hesscut/markers.hpp>
#include <hesscut/parameters.hpp>

#include "host/segment/marker_map.hpp"
#include "host/segment/pipeline.hpp"
#include "host/segment/prepare.hpp"
#include "host/segment/working_shape.hpp"

namespace hesscut::test {

/// A photo on its working grid, as the segmenter hands it to the pipeline.
inline segment::WorkingPhoto working_photo(const Image& photo, const Markers& markers, const Parameters& parameters) {
  kernels::Shape shape = segment::working_shape(photo.width, photo.height, parameters.working_side);
  segment::WorkingPhoto out{segment::shrink_photo(photo.view(), shape), {}};
  for (int k = segment::usable_levels(shape, parameters.levels); k > 0; --k) {
    out.known.push_back(segment::rasterise(markers, photo.width, photo.height, shape.width, shape.height));
    shape = segment::coarser(shape);
  }
  return out;
}

}  // namespace hesscut::test
