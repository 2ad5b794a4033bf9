#include "kernels/cpu/fft/column_fft.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "kernels/cpu/clones.hpp"

namespace hesscut::kernels::cpu {

namespace {

using Block = ColumnFft::Block;

constexpr int vector = 8;
static_assert(ColumnFft::lanes % vector == 0);

#define HESSCUT_INLINED [[gnu::always_inline]] inline

/// Some columns of a sample, as a vector of the compiler. With eight of them a butterfly of eight samples fits into the
/// registers of AVX-512, and nearly into those of AVX2.
using Lanes __attribute__((vector_size(vector * sizeof(float)), aligned(sizeof(float)), may_alias)) = float;

struct Sample {
  Lanes re, im;
};

HESSCUT_INLINED void add_and_subtract(Sample& a, Sample& b) {
  const Sample sum{a.re + b.re, a.im + b.im};
  b = {a.re - b.re, a.im - b.im};
  a = sum;
}

/// times -i
HESSCUT_INLINED void turn_by_quarter(Sample& a) {
  a = {a.im, -a.re};
}

/// times (1 - i) / sqrt2
HESSCUT_INLINED void turn_by_eighth(Sample& a) {
  constexpr float half_root = std::numbers::sqrt2_v<float> / 2.0F;
  a = {half_root * (a.re + a.im), half_root * (a.im - a.re)};
}

/// DFTs of 2, 4 and 8 samples; result t stands where the bits of t in reverse point.
HESSCUT_INLINED void dft(Sample& a, Sample& b) {
  add_and_subtract(a, b);
}
HESSCUT_INLINED void dft(Sample& a, Sample& b, Sample& c, Sample& d) {
  add_and_subtract(a, c);
  add_and_subtract(b, d);
  turn_by_quarter(d);
  dft(a, b);
  dft(c, d);
}
HESSCUT_INLINED void dft(Sample (&x)[8]) {
  add_and_subtract(x[0], x[4]);
  add_and_subtract(x[1], x[5]);
  add_and_subtract(x[2], x[6]);
  add_and_subtract(x[3], x[7]);
  turn_by_eighth(x[5]);
  turn_by_quarter(x[6]);
  turn_by_quarter(x[7]);
  turn_by_eighth(x[7]);
  dft(x[0], x[1], x[2], x[3]);
  dft(x[4], x[5], x[6], x[7]);
}
HESSCUT_INLINED void dft(Sample (&x)[4]) {
  dft(x[0], x[1], x[2], x[3]);
}
HESSCUT_INLINED void dft(Sample (&x)[2]) {
  dft(x[0], x[1]);
}

/// DFT of an odd number of samples; results in their order.
template <int radix>
HESSCUT_INLINED void dft_odd(Sample (&x)[radix], const float* roots) {
  constexpr int half = radix / 2;
  Sample sum[half], difference[half];
#pragma GCC unroll 4
  for (int j = 0; j < half; ++j) {
    sum[j] = x[j + 1];
    difference[j] = x[radix - 1 - j];
    add_and_subtract(sum[j], difference[j]);
  }
  const Sample first = x[0];
#pragma GCC unroll 4
  for (int j = 0; j < half; ++j) x[0] = {x[0].re + sum[j].re, x[0].im + sum[j].im};
#pragma GCC unroll 4
  for (int t = 1; t <= half; ++t) {
    Sample even = first;
    Sample odd{};
#pragma GCC unroll 4
    for (int j = 0; j < half; ++j) {
      const int k = (j + 1) * t % radix;
      const float c = roots[2 * k];
      const float s = roots[2 * k + 1];
      even = {even.re + c * sum[j].re, even.im + c * sum[j].im};
      odd = {odd.re - s * difference[j].im, odd.im + s * difference[j].re};
    }
    x[t] = even;
    x[radix - t] = odd;
    add_and_subtract(x[t], x[radix - t]);
  }
}

/// Where result t of a DFT stands.
template <int radix>
constexpr int place_of(int t) {
  if (radix % 2 != 0) return t;
  int place = 0;
  for (int bit = 1; bit < radix; bit *= 2) place = 2 * place + ((t & bit) != 0 ? 1 : 0);
  return place;
}

/// What a pass reads beside the samples.
struct Butterflies {
  int count, run;
  const std::ptrdiff_t* at;
  const float *twiddles, *roots;
};

template <int radix>
HESSCUT_INLINED void run_pass(const Butterflies& b, Block from, Block to) {
  const std::ptrdiff_t floats = static_cast<std::ptrdiff_t>(b.run) * ColumnFft::lanes;
  for (int p = 0; p < b.count; ++p) {
    std::ptrdiff_t in[radix], out[radix];
    for (int j = 0; j < radix; ++j) {
      in[j] = b.at[b.run * (p + j * b.count)];
      out[j] = b.at[b.run * (radix * p + j)];
    }
    const float* w = b.twiddles + static_cast<std::ptrdiff_t>(2) * radix * p;
    for (std::ptrdiff_t i = 0; i < floats; i += vector) {
      Sample x[radix];
#pragma GCC unroll 8
      for (int j = 0; j < radix; ++j) {
        x[j].re = *reinterpret_cast<const Lanes*>(from.re + in[j] + i);
        x[j].im = *reinterpret_cast<const Lanes*>(from.im + in[j] + i);
      }
      if constexpr (radix % 2 == 0) {
        dft(x);
      } else {
        dft_odd<radix>(x, b.roots);
      }
#pragma GCC unroll 8
      for (int t = 0; t < radix; ++t) {
        const Sample& y = x[place_of<radix>(t)];
        const bool turns = t > 0;
        *reinterpret_cast<Lanes*>(to.re + out[t] + i) = turns ? w[2 * t] * y.re - w[2 * t + 1] * y.im : y.re;
        *reinterpret_cast<Lanes*>(to.im + out[t] + i) = turns ? w[2 * t] * y.im + w[2 * t + 1] * y.re : y.im;
      }
    }
  }
}

// One function for each radix that has code of its own: templates cannot be made in several versions.
#define HESSCUT_RADIX(radix)                                                                         \
  HESSCUT_VECTOR_CLONES void pass_of_##radix(const Butterflies& butterflies, Block from, Block to) { \
    run_pass<radix>(butterflies, from, to);                                                          \
  }
HESSCUT_RADIX(2)
HESSCUT_RADIX(3)
HESSCUT_RADIX(4)
HESSCUT_RADIX(5)
HESSCUT_RADIX(7)
HESSCUT_RADIX(8)
#undef HESSCUT_RADIX

/// Any radix by its definition.
void pass_of_any(int radix, const Butterflies& b, Block from, Block to) {
  const int floats = b.run * ColumnFft::lanes;
  for (int p = 0; p < b.count; ++p) {
    for (int t = 0; t < radix; ++t) {
      const float* w = b.twiddles + 2 * (static_cast<std::ptrdiff_t>(radix) * p + t);
      const std::ptrdiff_t out = b.at[b.run * (radix * p + t)];
      for (int i = 0; i < floats; ++i) {
        double sum_re = 0;  // of many terms
        double sum_im = 0;
        for (int j = 0; j < radix; ++j) {
          const std::ptrdiff_t k = 2 * (static_cast<std::ptrdiff_t>(j) * t % radix);
          const std::ptrdiff_t in = b.at[b.run * (p + j * b.count)] + i;
          sum_re += static_cast<double>(b.roots[k] * from.re[in] - b.roots[k + 1] * from.im[in]);
          sum_im += static_cast<double>(b.roots[k] * from.im[in] + b.roots[k + 1] * from.re[in]);
        }
        const auto re = static_cast<float>(sum_re);
        const auto im = static_cast<float>(sum_im);
        to.re[out + i] = w[0] * re - w[1] * im;
        to.im[out + i] = w[0] * im + w[1] * re;
      }
    }
  }
}

void append_root(int k, int n, std::vector<float>& out) {
  const double angle = -2.0 * std::numbers::pi * k / n;
  out.push_back(static_cast<float>(std::cos(angle)));
  out.push_back(static_cast<float>(std::sin(angle)));
}

/// The factors of a length, in the order of the passes: the largest with code of its own last.
std::vector<int> factors_of(int length) {
  std::vector<int> factors;
  for (const int radix : {8, 4, 2, 3, 5, 7}) {
    for (; length % radix == 0; length /= radix) factors.push_back(radix);
  }
  for (int radix = 11; length > 1; radix += 2) {
    for (; length % radix == 0; length /= radix) factors.push_back(radix);
  }
  std::reverse(factors.begin(), factors.end());
  return factors;
}

}  // namespace

ColumnFft::ColumnFft(int length) {
  const std::vector<int> factors = factors_of(length);
  int left = length;
  int run = 1;
  for (const int radix : factors) {
    Pass pass{radix, left / radix, run, {}, {}};
    for (int p = 0; p < pass.count; ++p) {
      for (int t = 0; t < radix; ++t) append_root(p * t, left, pass.twiddles);
    }
    for (int k = 0; k < radix; ++k) append_root(k, radix, pass.roots);
    passes_.push_back(std::move(pass));
    left /= radix;
    run *= radix;
  }
  // The runs of every pass lie within a group.
  const int group = factors.empty() ? length : length / factors.back();
  for (int sample = 0; sample < length; ++sample) at_.push_back(std::ptrdiff_t{lanes} * (sample + sample / group));
}

void ColumnFft::run(const Pass& pass, Block from, Block to) const {
  const Butterflies butterflies{pass.count, pass.run, at_.data(), pass.twiddles.data(), pass.roots.data()};
  switch (pass.radix) {
    case 2:
      return pass_of_2(butterflies, from, to);
    case 3:
      return pass_of_3(butterflies, from, to);
    case 4:
      return pass_of_4(butterflies, from, to);
    case 5:
      return pass_of_5(butterflies, from, to);
    case 7:
      return pass_of_7(butterflies, from, to);
    case 8:
      return pass_of_8(butterflies, from, to);
    default:
      return pass_of_any(pass.radix, butterflies, from, to);
  }
}

ColumnFft::Block ColumnFft::transform(Block block, Block spare) const {
  for (const Pass& pass : passes_) {
    run(pass, block, spare);
    std::swap(block, spare);
  }
  return block;
}

}  // namespace hesscut::kernels::cpu
