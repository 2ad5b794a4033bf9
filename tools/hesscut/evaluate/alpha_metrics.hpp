#pragma once

#include <hesscut/image.hpp>

namespace hesscut::evaluate {

/// How a soft alpha compares with the exact one, over the whole image: the figures of the matting benchmark of Rhemann,
/// Rother, Wang, Gelautz, Kohli, Rott 2009 ("A perceptually motivated online benchmark for image matting"), which takes
/// them over a band around the edge. Alphas in [0, 1].
struct AlphaMetrics {
  double sad = 0;       ///< sum |a - t|, in thousands
  double mse = 0;       ///< mean (a - t)^2
  double gradient = 0;  ///< sum (|grad a| - |grad t|)^2, in thousands; gradients by Gaussian derivatives of sigma 1.4
};

/// alpha, truth: one channel, 0..255. The derivative filters have a sum of squares of 1, and the image goes on beyond
/// its border as at its outermost pixels. Throws Error (input) where the sizes differ.
[[nodiscard]] AlphaMetrics compare_alpha(const ImageView& alpha, const ImageView& truth);

}  // namespace hesscut::evaluate
