#pragma once

#include <fftw3.h>

#include <vector>

#include "kernels/cpu/fft/column_fft.hpp"
#include "kernels/operations.hpp"

namespace hesscut::kernels::cpu {

/// FFTW's plans for the rows, our own transform for the columns, and the tables of one shape. The planner estimates
/// rather than measures: its choice, and with it every bit of the result, is then the same in every run. Plans may be
/// used by several threads at once.
class CpuSpectralPlan final : public SpectralPlan {
 public:
  CpuSpectralPlan(const Shape& shape, Boundary boundary);
  ~CpuSpectralPlan() override;
  CpuSpectralPlan(const CpuSpectralPlan&) = delete;
  CpuSpectralPlan& operator=(const CpuSpectralPlan&) = delete;

  [[nodiscard]] Boundary boundary() const { return boundary_; }
  [[nodiscard]] int height() const { return height_; }
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int half_width() const { return width_ / 2 + 1; }
  /// Floats of a row of the half spectrum, interleaved complex numbers: whole blocks of columns, and no power of two.
  [[nodiscard]] static std::size_t row_floats(int width);
  /// Floats of one half spectrum.
  [[nodiscard]] static std::size_t spectrum_floats(int height, int width) { return height * row_floats(width); }
  [[nodiscard]] const ColumnFft& columns() const { return columns_; }

  /// The transforms of the rows, unscaled. forward destroys the field, inverse the spectrum.
  void forward_rows(float* field, float* spectrum) const;
  void inverse_rows(float* spectrum, float* field) const;

  // Twiddles exp(-i pi k / 2N) and eigenvalues 2 - 2 cos(pi k / N), reflecting, or 2 - 2 cos(2 pi k / N), periodic.
  std::vector<float> row_re, row_im, row_eigenvalue;           ///< k1 = 0 .. height
  std::vector<float> column_re, column_im, column_eigenvalue;  ///< k2 = 0 .. width / 2, to whole blocks of columns
  std::vector<float> column_mirror;                            ///< eigenvalue at width - k2

 private:
  Boundary boundary_;
  int height_, width_;
  ColumnFft columns_;
  fftwf_plan forward_ = nullptr;
  fftwf_plan inverse_ = nullptr;
};

}  // namespace hesscut::kernels::cpu
