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
  double prepare_ms = 0;
};

/// Checks a job and brings it to its working grid. Throws Error (input).
[[nodiscard]] Item prepare_item(const Job& job, std::size_t index, const Parameters& parameters);

/// Items with the same key can be solved together.
using GroupKey = std::tuple<int, int, Knowledge, bool>;
[[nodiscard]] inline GroupKey key_of(const Item& item) {
  return {item.shape.height, item.shape.width, item.knowledge, item.working.prior.empty()};
}

/// What the exception that is being handled says, as the result of a job.
[[nodiscard]] Cutout failed_cutout();

}  // namespace hesscut::segment
