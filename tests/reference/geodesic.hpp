#pragma once

#include <cstdint>

#include "tests/reference/grid.hpp"

/// Section 4: geodesic distances and the selective terms made of them.

namespace hesscut::reference {

using Labels = std::vector<std::uint8_t>;  ///< 0 background, 128 unmarked, 255 foreground

/// |grad D| = cost, D = 0 where labels == seed, first-order upwind: fast marching with a heap, exact for the scheme.
/// +infinity everywhere when there is no seed.
[[nodiscard]] Grid geodesic_distance(const Grid& cost, const Labels& labels, std::uint8_t seed);

/// in / max(in); 0 where in is infinite or the maximum is 0.
[[nodiscard]] Grid normalise_by_maximum(const Grid& in);
[[nodiscard]] Grid rci_cost(const Grid& g2, const Grid& euclidean);
[[nodiscard]] Grid likelihood_cost(const Grid& likelihood_g2, const Grid& colour_g2, double floor,
                                   double likelihood_weight, double colour_weight);
/// (D_F - D_B) / (D_F + D_B), 0 where undefined.
[[nodiscard]] Grid two_sided_selective(const Grid& to_foreground, const Grid& to_background);
/// out + (exp(-200 D_A) - exp(-200)) / (1 - exp(-200)).
[[nodiscard]] Grid add_anti_marker_term(const Grid& to_background, const Grid& out);

}  // namespace hesscut::reference
