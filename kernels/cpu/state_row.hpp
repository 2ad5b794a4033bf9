#pragma once

#include "kernels/operations.hpp"

namespace hesscut::kernels::cpu {

/// The state fields of one image, from a row on.
struct StateRow {
  float *px, *py, *qxx, *qyy, *qxy, *v;
};

[[nodiscard]] inline StateRow state_row(const State& state, int image, int y) {
  const auto at = [&](const FloatField& f) { return f.image(image) + static_cast<std::size_t>(y) * f.shape.width; };
  return {at(state.px), at(state.py), at(state.qxx), at(state.qyy), at(state.qxy), at(state.v)};
}

}  // namespace hesscut::kernels::cpu
