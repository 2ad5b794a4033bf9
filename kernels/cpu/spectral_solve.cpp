#include <algorithm>
#include <utility>

#include "kernels/cpu/clones.hpp"
#include "kernels/cpu/queue.hpp"
#include "kernels/cpu/spectral_plan.hpp"
#include "kernels/formulas/dct.hpp"

// FFTW transforms the rows there and back. In between the spectrum is walked through once, in blocks of neighbouring
// columns that stay in the second-level cache: the columns' transform, the division by the symbol (with a reflecting
// boundary between the twiddles that make a DCT of the FFT), and the columns' transform back.

namespace hesscut::kernels::cpu {

namespace {

using formulas::Complex;
using formulas::SymbolGain;
using Block = ColumnFft::Block;

constexpr int lanes = ColumnFft::lanes;

struct ColumnTables {
  const float *re, *im, *eigenvalue, *mirror;
};

// In the loops below the compiler is not told that `count` is always `lanes`: short loops of a known length it would
// unroll before it thinks of vectors.

/// A block of every row of the spectrum, interleaved complex numbers, to its parts.
HESSCUT_VECTOR_CLONES
void load_block(const float* __restrict spectrum, std::size_t row_floats, const std::ptrdiff_t* at, int height,
                int count, float* __restrict re, float* __restrict im) {
  for (int k1 = 0; k1 < height; ++k1) {
    const float* __restrict row = spectrum + k1 * row_floats;
    HESSCUT_INDEPENDENT
    for (int i = 0; i < count; ++i) {
      re[at[k1] + i] = row[2 * i];
      im[at[k1] + i] = row[2 * i + 1];
    }
  }
}

HESSCUT_VECTOR_CLONES
void store_block(const float* __restrict re, const float* __restrict im, const std::ptrdiff_t* at, int height,
                 int count, std::size_t row_floats, float* __restrict spectrum) {
  for (int k1 = 0; k1 < height; ++k1) {
    float* __restrict row = spectrum + k1 * row_floats;
    HESSCUT_INDEPENDENT
    for (int i = 0; i < count; ++i) {
      row[2 * i] = re[at[k1] + i];
      row[2 * i + 1] = im[at[k1] + i];
    }
  }
}

/// scale_quad along a row k1 of a block and its mirror row N1 - k1.
HESSCUT_VECTOR_CLONES
void scale_row_pair(float* __restrict re, float* __restrict im, float* __restrict mirror_re,
                    float* __restrict mirror_im, int count, Complex a, float s1, float s1_mirror,
                    const ColumnTables& columns, const SymbolGain gain) {
  const float* __restrict c_re = columns.re;
  const float* __restrict c_im = columns.im;
  const float* __restrict s2 = columns.eigenvalue;
  const float* __restrict s2_mirror = columns.mirror;
  HESSCUT_INDEPENDENT
  for (int i = 0; i < count; ++i) {
    Complex first{re[i], im[i]};
    Complex mirror{mirror_re[i], mirror_im[i]};
    scale_quad(first, mirror, a, {c_re[i], c_im[i]}, s1, s1_mirror, s2[i], s2_mirror[i], gain);
    re[i] = first.re;
    im[i] = first.im;
    mirror_re[i] = mirror.re;
    mirror_im[i] = mirror.im;
  }
}

HESSCUT_VECTOR_CLONES
void scale_row(float* __restrict re, float* __restrict im, int count, float s1, const float* __restrict s2,
               const SymbolGain gain) {
  HESSCUT_INDEPENDENT
  for (int i = 0; i < count; ++i) {
    const float factor = gain(s1 + s2[i]);
    re[i] *= factor;
    im[i] *= factor;
  }
}

/// Divides a block, whose first column is k2, by the symbol.
void scale_block(const CpuSpectralPlan& plan, const SymbolGain& gain, int k2, Block block) {
  const int height = plan.height();
  const auto row = [&](int k1) { return Block{block.re + plan.columns().at(k1), block.im + plan.columns().at(k1)}; };
  const std::vector<float>& s1 = plan.row_eigenvalue;
  if (plan.boundary() == Boundary::periodic) {
    for (int k1 = 0; k1 < height; ++k1) {
      scale_row(row(k1).re, row(k1).im, lanes, s1[k1], plan.column_eigenvalue.data() + k2, gain);
    }
    return;
  }
  const ColumnTables columns{plan.column_re.data() + k2, plan.column_im.data() + k2, plan.column_eigenvalue.data() + k2,
                             plan.column_mirror.data() + k2};
  float spare[2 * lanes];
  for (int k1 = 0; 2 * k1 <= height; ++k1) {
    Block mirror = row(k1 == 0 ? 0 : height - k1);
    if (mirror.re == row(k1).re) {  // a row that is its own mirror: the second result is the first again
      std::copy_n(mirror.re, lanes, spare);
      std::copy_n(mirror.im, lanes, spare + lanes);
      mirror = {spare, spare + lanes};
    }
    scale_row_pair(row(k1).re, row(k1).im, mirror.re, mirror.im, lanes, {plan.row_re[k1], plan.row_im[k1]}, s1[k1],
                   s1[height - k1], columns, gain);
  }
}

/// work: room for two blocks.
// NOLINTNEXTLINE(readability-non-const-parameter): the blocks are written to
void solve_columns(const CpuSpectralPlan& plan, const SymbolGain& gain, float* spectrum, float* work) {
  const ColumnFft& columns = plan.columns();
  const std::size_t part = columns.block_size();
  const Block first{work, work + part};
  const Block second{work + 2 * part, work + 3 * part};
  const std::size_t row_floats = CpuSpectralPlan::row_floats(plan.width());
  for (int k2 = 0; k2 < plan.half_width(); k2 += lanes) {
    load_block(spectrum + 2 * k2, row_floats, columns.positions(), plan.height(), lanes, first.re, first.im);
    Block block = columns.transform(first, second);
    scale_block(plan, gain, k2, block);
    // The inverse is the transform of numbers whose parts are exchanged.
    const Block spare = block.re == first.re ? second : first;
    block = columns.transform({block.im, block.re}, {spare.im, spare.re});
    store_block(block.im, block.re, columns.positions(), plan.height(), lanes, row_floats, spectrum + 2 * k2);
  }
}

}  // namespace

void Queue::spectral_solve(SpectralPlan& plan, const Penalties* penalties, FloatField rhs, FloatField u) {
  const auto& tables = static_cast<const CpuSpectralPlan&>(plan);
  const float scale = 1.0F / static_cast<float>(rhs.shape.pixels());
  for_each_image(rhs.shape.batch, [&](int b, Scratch& scratch) {
    float* spectrum = scratch.spectrum_buffer(CpuSpectralPlan::spectrum_floats(tables.height(), tables.width()));
    const SymbolGain gain{penalties[b].rho1, penalties[b].rho2, penalties[b].rho3, scale};
    tables.forward_rows(rhs.image(b), spectrum);
    solve_columns(tables, gain, spectrum, scratch.row_buffers(4 * tables.columns().block_size()));
    tables.inverse_rows(spectrum, u.image(b));
  });
}

}  // namespace hesscut::kernels::cpu
