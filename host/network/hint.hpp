#pragma once

#include <optional>

#include <hesscut/markers.hpp>

namespace hesscut::network {

/// Where the user has said that the product is.
struct Hint {
  Box around;         ///< what is marked, within the photo
  double margin = 0;  ///< to be looked at besides, of the longer side of `around`
};

/// The box that is marked, which holds the product; else the foreground markers, which are but a part of it. None where
/// there are neither.
[[nodiscard]] std::optional<Hint> hint_of(const Markers& markers);

}  // namespace hesscut::network
