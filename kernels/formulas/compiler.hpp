#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

// The formulas are compiled by the host compiler and by nvcc.
#if defined(__CUDACC__)
#define HESSCUT_FORMULA __host__ __device__ inline
#else
#define HESSCUT_FORMULA inline
#endif

namespace hesscut::formulas {

/// 1 / sqrt(x) for x > 0 to a relative 3e-7: an integer first guess and three Newton steps. Unlike sqrt and division it
/// becomes plain multiplications, which every vector unit does at full rate.
HESSCUT_FORMULA float reciprocal_sqrt(float x) {
  auto y = std::bit_cast<float>(0x5f3759dfU - (std::bit_cast<std::uint32_t>(x) >> 1U));
  const float half = 0.5F * x;
  y = y * (1.5F - half * y * y);
  y = y * (1.5F - half * y * y);
  y = y * (1.5F - half * y * y);
  return y;
}

/// Cube root of x > 0 to a relative 1e-6, by Newton steps for x^(-1/3); plain multiplications like reciprocal_sqrt.
HESSCUT_FORMULA float cube_root(float x) {
  auto y = std::bit_cast<float>(0x54a2fa8cU - std::bit_cast<std::uint32_t>(x) / 3U);
  const float third = x * (1.0F / 3.0F);
  y = y * (4.0F / 3.0F - third * y * y * y);
  y = y * (4.0F / 3.0F - third * y * y * y);
  y = y * (4.0F / 3.0F - third * y * y * y);
  return x * y * y;
}

HESSCUT_FORMULA float minimum(float a, float b) {
  return a < b ? a : b;
}
HESSCUT_FORMULA float maximum(float a, float b) {
  return a > b ? a : b;
}

}  // namespace hesscut::formulas
