#pragma once

#include "kernels/formulas/compiler.hpp"

namespace hesscut::formulas {

/// Weights of a Gaussian at the pixels 0, 1, .. ceil(3 sigma) from its centre, normalised over both sides.
struct Gaussian {
  double sigma;
  int radius;
  double sum = 0;

  HESSCUT_FORMULA explicit Gaussian(double sigma_) : sigma(sigma_), radius(static_cast<int>(std::ceil(3.0 * sigma_))) {
    for (int i = 0; i <= radius; ++i) sum += i == 0 ? bell(i) : 2.0 * bell(i);
  }
  [[nodiscard]] HESSCUT_FORMULA float weight(int i) const { return static_cast<float>(bell(i) / sum); }

 private:
  [[nodiscard]] HESSCUT_FORMULA double bell(int i) const { return std::exp(-0.5 * i * i / (sigma * sigma)); }
};

}  // namespace hesscut::formulas
