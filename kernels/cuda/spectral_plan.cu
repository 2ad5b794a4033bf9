#include "kernels/cuda/spectral_plan.hpp"

#include <cmath>
#include <numbers>

#include "kernels/cuda/spectral_scratch.hpp"

namespace hesscut::kernels::cuda {

std::size_t CudaSpectralPlan::scratch_bytes() const {
  Carver layout;
  carve_spectral_scratch(*this, layout);
  return layout.used();
}

AxisValues axis_values(int n, Boundary boundary) {
  const bool reflecting = boundary == Boundary::reflecting;
  const double turn = reflecting ? std::numbers::pi : 2.0 * std::numbers::pi;
  AxisValues out{std::vector<float2>(n + 1), std::vector<float>(n + 1)};
  for (int k = 0; k <= n; ++k) {
    const double angle = reflecting ? std::numbers::pi * k / (2.0 * n) : 0.0;
    out.twiddle[k] = {static_cast<float>(std::cos(angle)), static_cast<float>(-std::sin(angle))};
    out.eigenvalue[k] = static_cast<float>(2.0 - 2.0 * std::cos(turn * k / n));
  }
  return out;
}

}  // namespace hesscut::kernels::cuda
