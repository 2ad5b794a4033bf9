#pragma once

#include <cstddef>

#include "kernels/formulas/compiler.hpp"

/// Colour histograms over CIELAB and the data term made of them, model.md section 5.

namespace hesscut::formulas {

/// Bin of a value that runs over [0, 1].
HESSCUT_FORMULA int histogram_bin(float value, int bins) {
  const float scaled = minimum(maximum(value, 0.0F), 1.0F) * static_cast<float>(bins);
  const int bin = static_cast<int>(scaled);
  return bin < bins ? bin : bins - 1;
}

/// Cell of a colour (L, a, b) / 100: L over [0, 100], a and b over [-80, 80].
HESSCUT_FORMULA int colour_cell(float l, float a, float b, int bins) {
  const int il = histogram_bin(l, bins);
  const int ia = histogram_bin((100.0F * a + 80.0F) / 160.0F, bins);
  const int ib = histogram_bin((100.0F * b + 80.0F) / 160.0F, bins);
  return (il * bins + ia) * bins + ib;
}

/// Gaussian of one bin, cut off at 3: its weights at 0, 1, 2 and 3, normalised.
inline constexpr int bin_blur_radius = 3;
HESSCUT_FORMULA float bin_blur_weight(int distance) {
  constexpr float weights[] = {0.39905030F, 0.24203623F, 0.05400558F, 0.00443305F};
  return weights[distance];
}

/// What remains of the foreground's histogram when `explained` of its samples, in [0, 1), are background.
HESSCUT_FORMULA float unmixed(float background, float foreground, float explained) {
  return maximum(foreground - explained * background, 0.0F) / (1.0F - explained);
}

/// Weighted log of the ratio of the two areas, from their numbers of samples.
HESSCUT_FORMULA float area_shift(double background, double foreground, float weight) {
  return weight * static_cast<float>(std::log(background / foreground));
}

/// From normalised, blurred histograms; the small term keeps unseen colours undecided. `shift` counts in full for a
/// colour of which there is much, and not at all for one that nobody has.
HESSCUT_FORMULA float log_likelihood_ratio(float background, float foreground, float shift) {
  const float seen = background + foreground;
  return std::log((background + 1e-5F) / (foreground + 1e-5F)) + shift * seen / (seen + 1e-3F);
}

/// Log ratio to a bounded data term in [-1, 1].
HESSCUT_FORMULA float bounded_ratio(float log_ratio) {
  return std::tanh(0.25F * log_ratio);
}

/// (z - c1)^2 - ratio (z - c2)^2
HESSCUT_FORMULA float means_term(float z, float c1, float c2, float ratio) {
  return (z - c1) * (z - c1) - ratio * (z - c2) * (z - c2);
}

/// Mean of one side; a side without pixels takes the other's, so that it says nothing.
HESSCUT_FORMULA float region_mean(double sum, double count, double other_sum, double other_count) {
  if (count > 0.0) return static_cast<float>(sum / count);
  return other_count > 0.0 ? static_cast<float>(other_sum / other_count) : 0.0F;
}

/// What a data term is divided by: |c1 - c2|^2 over the channels, whose pairs of means lie `stride` floats apart; 1
/// where there is no contrast to speak of.
HESSCUT_FORMULA float contrast_divisor(const float* means, int channels, std::size_t stride) {
  float contrast = 0;
  for (int channel = 0; channel < channels; ++channel) {
    const float* pair = means + channel * stride;
    contrast += (pair[0] - pair[1]) * (pair[0] - pair[1]);
  }
  return contrast >= 1e-6F ? contrast : 1.0F;
}

}  // namespace hesscut::formulas
