#pragma once

#include <cstddef>
#include <vector>

namespace hesscut::kernels::cpu {

/// FFTs along the columns of a block of `lanes` columns that lie side by side, real and imaginary parts apart: vectors
/// run across columns, so that nothing is shuffled (nor is any bit order reversed: Stockham's algorithm). Any length;
/// factors above 7 cost their square.
class ColumnFft {
 public:
  static constexpr int lanes = 16;  ///< floats of a cache line

  explicit ColumnFft(int length);

  /// Where the lanes of a sample stand in a buffer. A line lies between groups of samples: without it the samples of a
  /// butterfly would be a power of two apart and share a few lines of the cache.
  [[nodiscard]] std::ptrdiff_t at(int sample) const { return at_[sample]; }
  [[nodiscard]] const std::ptrdiff_t* positions() const { return at_.data(); }  ///< of every sample
  /// Floats of a buffer for the real or the imaginary part of a block.
  [[nodiscard]] std::size_t block_size() const { return static_cast<std::size_t>(at_.back()) + lanes; }

  struct Block {
    float *re, *im;
  };
  /// The transform of `block`, exp(-2 pi i k n / N), unscaled; it ends up in one of the two, which is returned. The
  /// inverse is the same with real and imaginary parts exchanged.
  [[nodiscard]] Block transform(Block block, Block spare) const;

 private:
  /// One factor of the length: `count` butterflies of `radix` samples, each for `run` neighbouring samples.
  struct Pass {
    int radix, count, run;
    std::vector<float> twiddles;  ///< re, im of exp(-2 pi i p t / (radix count)): [count, radix]
    std::vector<float> roots;     ///< re, im of exp(-2 pi i k / radix): [radix]; odd radices read them
  };

  void run(const Pass& pass, Block from, Block to) const;

  std::vector<std::ptrdiff_t> at_;
  std::vector<Pass> passes_;
};

}  // namespace hesscut::kernels::cpu
