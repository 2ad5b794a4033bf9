#include "kernels/cpu/spectral_plan.hpp"

#include <cmath>
#include <memory>
#include <mutex>
#include <numbers>

#include <hesscut/error.hpp>

namespace hesscut::kernels::cpu {

namespace {

/// FFTW's planner, unlike its executor, serves one thread at a time.
std::mutex& planner() {
  static std::mutex mutex;
  return mutex;
}

struct FftwFree {
  void operator()(void* memory) const noexcept { fftwf_free(memory); }
};

double eigenvalue(int k, int size, Boundary boundary) {
  const double turn = boundary == Boundary::reflecting ? std::numbers::pi : 2.0 * std::numbers::pi;
  return 2.0 - 2.0 * std::cos(turn * k / size);
}

}  // namespace

CpuSpectralPlan::CpuSpectralPlan(const Shape& shape, Boundary boundary)
    : boundary_(boundary), height_(shape.height), width_(shape.width) {
  for (int k = 0; k <= height_; ++k) {
    const double angle = std::numbers::pi * k / (2.0 * height_);
    row_re.push_back(static_cast<float>(std::cos(angle)));
    row_im.push_back(static_cast<float>(-std::sin(angle)));
    row_eigenvalue.push_back(static_cast<float>(eigenvalue(k, height_, boundary)));
  }
  for (int k = 0; k < half_width(); ++k) {
    const double angle = std::numbers::pi * k / (2.0 * width_);
    column_re.push_back(static_cast<float>(std::cos(angle)));
    column_im.push_back(static_cast<float>(-std::sin(angle)));
    column_eigenvalue.push_back(static_cast<float>(eigenvalue(k, width_, boundary)));
    column_mirror.push_back(static_cast<float>(eigenvalue(width_ - k, width_, boundary)));
  }
  // Images of a batch follow each other without gaps: only some sizes keep every image aligned for vector loads.
  const unsigned alignment = shape.pixels() % 16 == 0 ? 0U : static_cast<unsigned>(FFTW_UNALIGNED);
  const std::lock_guard lock(planner());
  const std::unique_ptr<float, FftwFree> field(fftwf_alloc_real(shape.pixels()));
  const std::unique_ptr<float, FftwFree> spectrum(fftwf_alloc_real(spectrum_size()));
  if (field && spectrum) {
    auto* complex = reinterpret_cast<fftwf_complex*>(spectrum.get());
    forward_ = fftwf_plan_dft_r2c_2d(height_, width_, field.get(), complex, FFTW_ESTIMATE | alignment);
    inverse_ = fftwf_plan_dft_c2r_2d(height_, width_, complex, field.get(), FFTW_ESTIMATE | alignment);
  }
  if (forward_ == nullptr || inverse_ == nullptr) {
    throw Error(ErrorKind::device, "FFTW cannot plan a transform of " + std::to_string(width_) + " x " +
                                       std::to_string(height_) + " pixels");
  }
}

CpuSpectralPlan::~CpuSpectralPlan() {
  const std::lock_guard lock(planner());
  fftwf_destroy_plan(forward_);
  fftwf_destroy_plan(inverse_);
}

void CpuSpectralPlan::forward(float* field, float* spectrum) const {
  fftwf_execute_dft_r2c(forward_, field, reinterpret_cast<fftwf_complex*>(spectrum));
}

void CpuSpectralPlan::inverse(float* spectrum, float* field) const {
  fftwf_execute_dft_c2r(inverse_, reinterpret_cast<fftwf_complex*>(spectrum), field);
}

}  // namespace hesscut::kernels::cpu
