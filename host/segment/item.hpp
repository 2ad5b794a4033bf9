#pragma once

#include <cstddef>
#include <tuple>

#include <hesscut/segmenter.hpp>

#include "host/segment/pipeline.hpp"

namespace hesscut::segment {

/// A photo on its way through one call of Segmenter::cut().
struct Item {
  std::size_t job = 0;
  Image storage;         ///< the photo as RGB, where it was not
  ImageView photo;       ///< RGB without padding
  kernels::Shape shape;  ///< working grid
  Knowledge knowledge = Knowledge::nothing;
  bool prior_unsure = false;  ///< as in Cutout
  WorkingPhoto working;
  double prepare_ms = 0;    ///< of the photo
  double marker_ms = 0;     ///< of its markers and its prior
  bool stays_open = false;  ///< its worker has no other photo: what it keeps of the last cut is of use for the next one
};

/// Checks a photo and brings it to its working grid; nothing is marked yet. Throws Error (input).
[[nodiscard]] Item prepare_photo(const ImageView& photo, const Parameters& parameters);

/// Checks markers and prior and brings them to the grids of the photo. Throws Error (input), which leaves the item as
/// it was.
void prepare_markers(const Markers& markers, const Prior& prior, const Parameters& parameters, Item& item);

/// Makes the item independent of the pixels it was prepared from.
void keep_pixels(Item& item);

/// Both, for one job of many. Throws Error (input).
[[nodiscard]] Item prepare_item(const Job& job, std::size_t index, const Parameters& parameters);

/// Items with the same key can be solved together.
using GroupKey = std::tuple<int, int, Knowledge, bool>;
[[nodiscard]] inline GroupKey key_of(const Item& item) {
  return {item.shape.height, item.shape.width, item.knowledge, item.working.prior.empty()};
}

/// What the exception that is being handled says, as the result of a job.
[[nodiscard]] Cutout failed_cutout();

}  // namespace hesscut::segment
