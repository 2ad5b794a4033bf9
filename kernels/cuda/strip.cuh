#pragma once

#include "kernels/cuda/compat.cuh"

/// Four pixels beside each other, the share of one thread.

namespace hesscut::kernels::cuda {

inline constexpr int strip_width = 4;

/// Whether strips of fields of that width start at multiples of 16 bytes and are never cut off.
[[nodiscard]] inline bool strips_are_aligned(int width) {
  return width % strip_width == 0;
}

/// Reads `count` values, 0 for the others. vector: as strips_are_aligned.
template <bool vector>
__device__ inline void load_strip(const float* at, int count, float (&values)[strip_width]) {
  if constexpr (vector) {
    float4 all{0, 0, 0, 0};
    if (count > 0) all = *reinterpret_cast<const float4*>(at);
    values[0] = all.x;
    values[1] = all.y;
    values[2] = all.z;
    values[3] = all.w;
  } else {
    for (int i = 0; i < strip_width; ++i) values[i] = i < count ? at[i] : 0.0F;
  }
}

template <bool vector>
__device__ inline void store_strip(float* at, int count, const float (&values)[strip_width]) {
  if constexpr (vector) {
    if (count > 0) *reinterpret_cast<float4*>(at) = {values[0], values[1], values[2], values[3]};
  } else {
    for (int i = 0; i < strip_width; ++i) {
      if (i < count) at[i] = values[i];
    }
  }
}

}  // namespace hesscut::kernels::cuda
