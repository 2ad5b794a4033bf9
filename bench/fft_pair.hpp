#pragma once

#include <fftw3.h>

#include <algorithm>
#include <cstddef>
#include <memory>

namespace hesscut::bench {

/// The bare FFT pair of an iteration: real to complex and back on one image, one thread, planned as Hesscut's own
/// (decision 0004).
class FftPair {
 public:
  FftPair(int height, int width)
      : field_(fftwf_alloc_real(static_cast<std::size_t>(height) * width)),
        spectrum_(fftwf_alloc_complex(static_cast<std::size_t>(height) * (width / 2 + 1))),
        there_(fftwf_plan_dft_r2c_2d(height, width, field_.get(), spectrum_.get(), FFTW_ESTIMATE)),
        back_(fftwf_plan_dft_c2r_2d(height, width, spectrum_.get(), field_.get(), FFTW_ESTIMATE)) {
    std::fill_n(field_.get(), static_cast<std::size_t>(height) * width, 0.0F);
  }

  void run() const {
    fftwf_execute(there_.get());
    fftwf_execute(back_.get());
  }

 private:
  struct Free {
    void operator()(void* memory) const noexcept { fftwf_free(memory); }
    void operator()(fftwf_plan plan) const noexcept { fftwf_destroy_plan(plan); }
  };
  using Plan = std::unique_ptr<std::remove_pointer_t<fftwf_plan>, Free>;

  std::unique_ptr<float, Free> field_;
  std::unique_ptr<fftwf_complex, Free> spectrum_;
  Plan there_, back_;
};

}  // namespace hesscut::bench
