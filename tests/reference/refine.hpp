#pragma once

#include "tests/reference/colour.hpp"

/// The border's colour field, and the edge at the photo's own resolution.

namespace hesscut::reference {

using Photo = std::vector<Rgb>;

/// Distance of each colour to  c0 + c1 x + c2 y + c3 x^2 + c4 y^2 + c5 x y  with x = column / width - 1/2 and
/// y = row / height - 1/2; coefficients of L, a and b one after the other.
[[nodiscard]] Grid border_distance(const Lab& lab, const std::vector<double>& coefficients);
/// (s^2 - d^2) / (s^2 + d^2).
[[nodiscard]] Grid border_data_term(const Grid& distance, double spread);

/// red, green, blue and offset of the maps from colour to mask, both in [0, 1].
struct LinearMap {
  Grid r, g, b, offset;
};
/// Where band is 128: the least-squares fit over the window that lies inside, with epsilon on the diagonal of the
/// covariance. Elsewhere `outside`.
[[nodiscard]] LinearMap guided_map(const Photo& guide, const Labels& mask, const Labels& band, int height, int width,
                                   int radius, double epsilon, double outside);
/// Coverage in 0..255 (not rounded) of a photo of that size; map and band are of the map's size. A solid pixel of the
/// band stands for the constant map of its value.
[[nodiscard]] Grid edge_alpha(const Photo& photo, int height, int width, const LinearMap& map, const Labels& band,
                              double gain);

}  // namespace hesscut::reference
