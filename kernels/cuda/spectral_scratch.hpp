#pragma once

#include "kernels/cuda/scratch.hpp"
#include "kernels/cuda/spectral_plan.hpp"

namespace hesscut::kernels::cuda {

/// What spectral_solve keeps in scratch memory.
struct SpectralScratch {
  cufftComplex* spectrum;  ///< [batch, height, width / 2 + 1]
  std::byte* work;         ///< of cuFFT
};

inline SpectralScratch carve_spectral_scratch(const CudaSpectralPlan& plan, Carver& memory) {
  const auto& [batch, height, width] = plan.shape;
  const std::size_t spectrum = static_cast<std::size_t>(batch) * height * (width / 2 + 1);
  return {memory.take<cufftComplex>(spectrum), memory.take<std::byte>(plan.work_bytes)};
}

}  // namespace hesscut::kernels::cuda
