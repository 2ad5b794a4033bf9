#pragma once

#include "kernels/formulas/compiler.hpp"

/// A 2-D DCT-II by one real FFT (Makhoul 1980), model.md section 2.3.
///
/// V is the real FFT of the permuted field. For a frequency pair (k1, k2) with a = t_N1(k1), c = t_N2(k2),
/// t_N(k) = exp(-i pi k / 2N), put A = V(k1, k2), B = V(N1 - k1, k2) and
///     S = a c A + a conj(c B),   D = a c A - a conj(c B).
/// Then the four DCT coefficients of the quad are, up to a common factor 2,
///     X(k1, k2) = Re S,   X(N1-k1, k2) = -Im S,   X(k1, N2-k2) = -Im D,   X(N1-k1, N2-k2) = -Re D,
/// so a diagonal operator multiplies Re S, Im S, Im D, Re D each by its own gain, and A and B come back by
///     A = conj(a c) (S + D) / 2,   B = a conj(c) conj(S - D) / 2.
/// The cases k1 = 0, k1 = N1 / 2, k2 = 0 and k2 = N2 / 2 need nothing special.

namespace hesscut::formulas {

/// Where sample n of N is stored: even samples ascending, then odd ones descending.
HESSCUT_FORMULA int makhoul_position(int n, int size) {
  return n % 2 == 0 ? n / 2 : size - 1 - (n - 1) / 2;
}

struct Complex {
  float re, im;
};

HESSCUT_FORMULA Complex multiply(Complex a, Complex b) {
  return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}
HESSCUT_FORMULA Complex multiply_conjugate(Complex a, Complex b) {  // a conj(b)
  return {a.re * b.re + a.im * b.im, a.im * b.re - a.re * b.im};
}

/// 1 / (rho1 s + rho2 s^2 + rho3), times the inverse FFT's 1 / (N1 N2): the gain of the ADMM's linear solve.
struct SymbolGain {
  float rho1, rho2, rho3, scale;

  HESSCUT_FORMULA float operator()(float s) const { return scale / (rho3 + s * (rho1 + rho2 * s)); }
};

/// Applies the gains to one quad, in place. s1, s2: eigenvalues 2 - 2 cos(pi k / N) at k1 and k2; s1_mirror and
/// s2_mirror those at N1 - k1 and N2 - k2.
HESSCUT_FORMULA void scale_quad(Complex& first, Complex& mirror, Complex a, Complex c, float s1, float s1_mirror,
                                float s2, float s2_mirror, const SymbolGain& gain) {
  const Complex p = multiply(a, multiply(c, first));
  const Complex cb = multiply(c, mirror);
  const Complex q = multiply_conjugate(a, cb);
  const float s_re = (p.re + q.re) * gain(s1 + s2);
  const float s_im = (p.im + q.im) * gain(s1_mirror + s2);
  const float d_im = (p.im - q.im) * gain(s1 + s2_mirror);
  const float d_re = (p.re - q.re) * gain(s1_mirror + s2_mirror);
  const Complex p_new{0.5F * (s_re + d_re), 0.5F * (s_im + d_im)};
  const Complex q_new{0.5F * (s_re - d_re), 0.5F * (s_im - d_im)};
  first = multiply_conjugate(multiply_conjugate(p_new, a), c);
  mirror = multiply_conjugate(multiply_conjugate(a, q_new), c);
}

}  // namespace hesscut::formulas
