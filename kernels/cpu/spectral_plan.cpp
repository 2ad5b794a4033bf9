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
    : boundary_(boundary), height_(shape.height), width_(shape.width), columns_(shape.height) {
  for (int k = 0; k <= height_; ++k) {
    const double angle = std::numbers::pi * k / (2.0 * height_);
    row_re.push_back(static_cast<float>(std::cos(angle)));
    row_im.push_back(static_cast<float>(-std::sin(angle)));
    row_eigenvalue.push_back(static_cast<float>(eigenvalue(k, height_, boundary)));
  }
  const int padded = static_cast<int>(row_floats(width_)) / 2;
  for (int k = 0; k < padded; ++k) {  // beyond the half width anything that is finite does
    const double angle = std::numbers::pi * k / (2.0 * width_);
    column_re.push_back(static_cast<float>(std::cos(angle)));
    column_im.push_back(static_cast<float>(-std::sin(angle)));
    column_eigenvalue.push_back(static_cast<float>(eigenvalue(k, width_, boundary)));
    column_mirror.push_back(static_cast<float>(eigenvalue(width_ - k, width_, boundary)));
  }
  const std::lock_guard lock(planner());
  const std::unique_ptr<float, FftwFree> field(fftwf_alloc_real(shape.pixels()));
  const std::unique_ptr<float, FftwFree> spectrum(fftwf_alloc_real(spectrum_floats(height_, width_)));
  if (field && spectrum) {
    auto* complex = reinterpret_cast<fftwf_complex*>(spectrum.get());
    const int stride = static_cast<int>(row_floats(width_)) / 2;
    // Images of a batch follow each other without gaps: only some sizes keep every row aligned for vector loads.
    const unsigned alignment = width_ % 16 == 0 ? 0U : static_cast<unsigned>(FFTW_UNALIGNED);
    const unsigned flags = FFTW_ESTIMATE | FFTW_DESTROY_INPUT | alignment;
    forward_ = fftwf_plan_many_dft_r2c(1, &width_, height_, field.get(), nullptr, 1, width_, complex, nullptr, 1,
                                       stride, flags);
    inverse_ = fftwf_plan_many_dft_c2r(1, &width_, height_, complex, nullptr, 1, stride, field.get(), nullptr, 1,
                                       width_, flags);
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

std::size_t CpuSpectralPlan::row_floats(int width) {
  constexpr int block = 2 * ColumnFft::lanes;
  const int blocks = (width / 2 + 1 + ColumnFft::lanes - 1) / ColumnFft::lanes;
  return static_cast<std::size_t>(block) * (blocks + (blocks % 2 == 0 ? 1 : 0));
}

void CpuSpectralPlan::forward_rows(float* field, float* spectrum) const {
  fftwf_execute_dft_r2c(forward_, field, reinterpret_cast<fftwf_complex*>(spectrum));
}

void CpuSpectralPlan::inverse_rows(float* spectrum, float* field) const {
  fftwf_execute_dft_c2r(inverse_, reinterpret_cast<fftwf_complex*>(spectrum), field);
}

}  // namespace hesscut::kernels::cpu
