#pragma once

#include <array>
#include <cstdint>

#include <hesscut/parameters.hpp>

#include "tests/reference/geodesic.hpp"
#include "tests/reference/grid.hpp"

/// Sections 3 and 5: colours, weights and region terms.

namespace hesscut::reference {

struct Rgb {
  std::uint8_t r = 0, g = 0, b = 0;
};
/// CIELAB / 100.
struct Lab {
  Grid l, a, b;
};

/// sRGB (IEC 61966-2-1) to CIELAB of the white (1, 1, 1), divided by 100.
[[nodiscard]] std::array<double, 3> lab_from_rgb(Rgb colour);
/// Luma in [0, 1] as MATLAB has it: the Y of the NTSC (Rec. 601) colour space, from the inverse of its YIQ matrix.
[[nodiscard]] double grey_from_rgb(Rgb colour);

/// The smallest value v of the field such that at least q n of its n values are <= v.
[[nodiscard]] double quantile(const Grid& field, double q);
/// Gaussian of ceil(3 sigma) taps a side, normalised; the image is mirrored at its outer pixel edges.
[[nodiscard]] Grid gaussian_blur(const Grid& in, double sigma);
/// |grad in|^2 with central differences, one-sided at the border.
[[nodiscard]] Grid gradient_square(const Grid& in);

struct WeightFields {
  Grid alpha, beta;
};
/// e = 1 / (1 + sharpness g2 / (g2_reference + 1e-9)); alpha = alpha_factor (e + floor), beta = beta_factor (e +
/// floor).
struct EdgeFunction {
  double sharpness, floor, alpha_factor, beta_factor;
};
[[nodiscard]] WeightFields edge_function_weights(const Grid& g2, double g2_reference, const EdgeFunction& function);
[[nodiscard]] WeightFields yzd_weights(const Grid& grey, Boundary boundary, double alpha_factor, double beta_factor);
[[nodiscard]] Grid rci_weights(const Grid& g2, double alpha_factor);

/// log(p_B / p_F) per cell of a bins^3 grid; cell (l, a, b) at (l bins + a) bins + b. 0 everywhere where one side has
/// no pixel. Of the foreground's samples the share `explained` is taken to be background and removed:
/// p_F = max(f - explained b, 0) / (1 - explained). `area` log(n_B / n_F) is added, times s / (s + 1e-3) with
/// s = p_B + p_F, where n are the numbers of samples.
class ColourTable {
 public:
  static constexpr int bins = 32;
  static constexpr std::size_t cells = static_cast<std::size_t>(bins) * bins * bins;

  ColourTable(const Lab& lab, const Labels& labels, double explained = 0, double area = 0);
  /// The cell of a colour, as coordinates.
  [[nodiscard]] static std::array<int, 3> cell(double l, double a, double b);
  [[nodiscard]] double log_ratio(double l, double a, double b) const;
  /// tanh(log ratio / 4) of every pixel.
  [[nodiscard]] Grid data_term(const Lab& lab) const;

 private:
  std::vector<double> log_ratio_;
};

/// Means over the foreground and over the background. A side without pixels gets the mean of the other one; 0 where
/// both have none.
[[nodiscard]] std::array<double, 2> region_means(const Grid& field, const Labels& labels);
/// (z - c1)^2 - ratio (z - c2)^2.
[[nodiscard]] Grid means_data_term(const Grid& z, double c1, double c2, double ratio);
/// lambda data + theta selective, -infinity and +infinity on the markers.
[[nodiscard]] Grid assemble_region(const Grid& data, const Grid& selective, const Labels& labels, double lambda,
                                   double theta);

}  // namespace hesscut::reference
