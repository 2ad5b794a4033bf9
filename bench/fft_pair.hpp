#pragma once

#include <fftw3.h>

#include <memory>

namespace hesscut::bench {

/// FFTW's real transform there and back of one image, and nothing else: what a spectral solve cannot do without.
class FftPair {
 public:
  /// planning: FFTW_ESTIMATE or FFTW_MEASURE.
  FftPair(int height, int width, unsigned planning);

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
