#include "kernels/cpu/fft/column_fft.hpp"

#include <gtest/gtest.h>

#include <complex>
#include <numbers>

#include "tests/reference/grid.hpp"

/// The columns' transform against its definition in double precision.

namespace hesscut::test {
namespace {

using kernels::cpu::ColumnFft;
using reference::Random;
using Complex = std::complex<double>;

constexpr int lanes = ColumnFft::lanes;

/// Both parts of a block.
struct Buffer {
  explicit Buffer(const ColumnFft& fft) : re(fft.block_size()), im(fft.block_size()) {}
  [[nodiscard]] ColumnFft::Block block() { return {re.data(), im.data()}; }
  std::vector<float> re, im;
};

std::vector<Complex> column(const ColumnFft& fft, const ColumnFft::Block& block, int length, int lane) {
  std::vector<Complex> out;
  for (int n = 0; n < length; ++n) out.emplace_back(block.re[fft.at(n) + lane], block.im[fft.at(n) + lane]);
  return out;
}

std::vector<Complex> definition(const std::vector<Complex>& x) {
  const auto n = static_cast<int>(x.size());
  std::vector<Complex> out(x.size());
  for (int k = 0; k < n; ++k) {
    for (int j = 0; j < n; ++j) out[k] += x[j] * std::polar(1.0, -2.0 * std::numbers::pi * (j * k % n) / n);
  }
  return out;
}

// Every length up to 50 has every radix, alone and among others; then those of working grids, and awkward ones.
std::vector<int> lengths() {
  std::vector<int> out = {64, 81, 96, 121, 125, 128, 169, 199, 240, 256, 343, 384, 420, 448, 480, 512};
  for (int n = 1; n <= 50; ++n) out.push_back(n);
  return out;
}

TEST(ColumnFft, IsTheTransformOfItsDefinition) {
  Random random(1);
  for (const int n : lengths()) {
    const ColumnFft fft(n);
    Buffer first(fft);
    Buffer second(fft);
    for (float& v : first.re) v = static_cast<float>(random.uniform(-1, 1));
    for (float& v : first.im) v = static_cast<float>(random.uniform(-1, 1));
    Buffer given = first;
    const ColumnFft::Block result = fft.transform(first.block(), second.block());
    for (const int lane : {0, 7, lanes - 1}) {
      const std::vector<Complex> want = definition(column(fft, given.block(), n, lane));
      const std::vector<Complex> got = column(fft, result, n, lane);
      for (int k = 0; k < n; ++k)
        EXPECT_LE(std::abs(got[k] - want[k]), 1e-6 * std::sqrt(n) + 1e-7 * n) << n << " " << k;
    }
  }
}

TEST(ColumnFft, OfExchangedPartsIsTheInverse) {
  Random random(2);
  for (const int n : {6, 35, 384, 512}) {
    const ColumnFft fft(n);
    Buffer first(fft);
    Buffer second(fft);
    for (float& v : first.re) v = static_cast<float>(random.uniform(-1, 1));
    Buffer given = first;
    const ColumnFft::Block there = fft.transform(first.block(), second.block());
    const bool in_first = there.re == first.re.data();
    const ColumnFft::Block spare = in_first ? second.block() : first.block();
    const ColumnFft::Block back = fft.transform({there.im, there.re}, {spare.im, spare.re});
    for (int k = 0; k < n; ++k) {
      const std::ptrdiff_t at = fft.at(k) + 3;
      EXPECT_NEAR(back.im[at] / static_cast<float>(n), given.re[at], 1e-6) << n << " " << k;
      EXPECT_NEAR(back.re[at] / static_cast<float>(n), given.im[at], 1e-6) << n << " " << k;
    }
  }
}

}  // namespace
}  // namespace hesscut::test
