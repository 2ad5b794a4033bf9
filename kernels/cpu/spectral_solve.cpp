#include <algorithm>

#include "kernels/cpu/clones.hpp"
#include "kernels/cpu/queue.hpp"
#include "kernels/cpu/spectral_plan.hpp"
#include "kernels/formulas/dct.hpp"

namespace hesscut::kernels::cpu {

namespace {

using formulas::Complex;
using formulas::SymbolGain;

struct ColumnTables {
  const float *re, *im, *eigenvalue, *mirror;
};

/// scale_quad along a row k1 of the half spectrum and its mirror row N1 - k1 (interleaved complex numbers).
HESSCUT_VECTOR_CLONES
void scale_row_pair(float* __restrict row, float* __restrict mirror_row, int half_width, Complex a, float s1,
                    float s1_mirror, const ColumnTables& columns, const SymbolGain gain) {
  const float* __restrict c_re = columns.re;
  const float* __restrict c_im = columns.im;
  const float* __restrict s2 = columns.eigenvalue;
  const float* __restrict s2_mirror = columns.mirror;
  for (int k = 0; k < half_width; ++k) {
    Complex first{row[2 * k], row[2 * k + 1]};
    Complex mirror{mirror_row[2 * k], mirror_row[2 * k + 1]};
    scale_quad(first, mirror, a, {c_re[k], c_im[k]}, s1, s1_mirror, s2[k], s2_mirror[k], gain);
    row[2 * k] = first.re;
    row[2 * k + 1] = first.im;
    mirror_row[2 * k] = mirror.re;
    mirror_row[2 * k + 1] = mirror.im;
  }
}

HESSCUT_VECTOR_CLONES
void scale_row(float* __restrict row, int half_width, float s1, const float* __restrict s2, const SymbolGain gain) {
  for (int k = 0; k < half_width; ++k) {
    const float factor = gain(s1 + s2[k]);
    row[2 * k] *= factor;
    row[2 * k + 1] *= factor;
  }
}

void scale_spectrum(const CpuSpectralPlan& plan, const SymbolGain& gain, float* spectrum, float* spare_row) {
  const int height = plan.height();
  const int half = plan.half_width();
  const auto row = [&](int k1) { return spectrum + 2 * static_cast<std::size_t>(k1) * half; };
  const std::vector<float>& s1 = plan.row_eigenvalue;
  if (plan.boundary() == Boundary::periodic) {
    for (int k1 = 0; k1 < height; ++k1) scale_row(row(k1), half, s1[k1], plan.column_eigenvalue.data(), gain);
    return;
  }
  const ColumnTables columns{plan.column_re.data(), plan.column_im.data(), plan.column_eigenvalue.data(),
                             plan.column_mirror.data()};
  for (int k1 = 0; 2 * k1 <= height; ++k1) {
    float* mirror = row((height - k1) % height);
    if (mirror == row(k1)) {  // a row that is its own mirror: the second result is the first again
      std::copy_n(mirror, 2 * half, spare_row);
      mirror = spare_row;
    }
    scale_row_pair(row(k1), mirror, half, {plan.row_re[k1], plan.row_im[k1]}, s1[k1], s1[height - k1], columns, gain);
  }
}

}  // namespace

void Queue::spectral_solve(SpectralPlan& plan, const Penalties* penalties, FloatField rhs, FloatField u) {
  const auto& tables = static_cast<const CpuSpectralPlan&>(plan);
  const float scale = 1.0F / static_cast<float>(rhs.shape.pixels());
  for_each_image(rhs.shape.batch, [&](int b, Scratch& scratch) {
    float* spectrum = scratch.spectrum_buffer(tables.spectrum_size());
    const SymbolGain gain{penalties[b].rho1, penalties[b].rho2, penalties[b].rho3, scale};
    tables.forward(rhs.image(b), spectrum);
    scale_spectrum(tables, gain, spectrum, scratch.row_buffers(tables.spectrum_size() / tables.height()));
    tables.inverse(spectrum, u.image(b));
  });
}

}  // namespace hesscut::kernels::cpu
