#include "bench/fft_pair.hpp"

#include <algorithm>

namespace hesscut::bench {

FftPair::FftPair(int height, int width, unsigned planning)
    : field_(fftwf_alloc_real(static_cast<std::size_t>(height) * width)),
      spectrum_(fftwf_alloc_complex(static_cast<std::size_t>(height) * (width / 2 + 1))),
      there_(fftwf_plan_dft_r2c_2d(height, width, field_.get(), spectrum_.get(), planning)),
      back_(fftwf_plan_dft_c2r_2d(height, width, spectrum_.get(), field_.get(), planning)) {
  std::fill_n(field_.get(), static_cast<std::size_t>(height) * width, 0.0F);  // planning may have written there
}

}  // namespace hesscut::bench
