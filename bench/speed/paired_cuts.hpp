#pragma once

#include <functional>

#include "bench/speed/row.hpp"
#include "bench/speed/setup.hpp"

namespace hesscut::bench {

/// A row of photos cut on one core and by somebody else, in turn: how many times faster we are, wall clock around the
/// whole cut. theirs_ms: milliseconds of the other side for a photo on a working grid of that long side.
[[nodiscard]] Row paired_cuts(const Setup& setup, const std::string& claim, double at_least,
                              const std::function<double(const Photo& photo, int working_side)>& theirs_ms);

}  // namespace hesscut::bench
