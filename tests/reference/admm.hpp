#pragma once

#include "tests/reference/operators.hpp"

/// Sections 1, 2.2 and 2.4: the problem, the iteration on the six state fields, and the certificates.

namespace hesscut::reference {

/// min over u in [l, h] of  sum alpha |grad u| + beta |hess u| + r u.  r = -infinity: l = h = 1; r = +infinity:
/// l = h = 0; such a pixel has no region term. Everywhere else l = 0, h = 1.
struct Problem {
  Grid alpha, beta, r;
};

struct Penalties {
  double rho1 = 1;
  double rho2 = 2;
  double rho3 = 1;
  double gamma = 1.8;
};

/// z, and everything that looks like it: K u, prox(z), the multipliers.
struct State {
  Gradient p;
  Hessian q;
  Grid v;
};

/// The bounds of u, and r without its infinities.
[[nodiscard]] Grid lower_bound(const Grid& r);
[[nodiscard]] Grid upper_bound(const Grid& r);
[[nodiscard]] Grid region_term(const Grid& r);
[[nodiscard]] Grid clip_to_bounds(const Grid& u, const Grid& r);
/// u within its bounds, to the nearest 2^-16.
[[nodiscard]] Grid delivered(const Grid& u, const Grid& r);
/// sum |r| over the pixels without a hard marker.
[[nodiscard]] double region_scale(const Grid& r);

/// K u = (grad u, hess u, u).
[[nodiscard]] State apply(const Grid& u, Boundary boundary);
[[nodiscard]] State prox(const Problem& problem, const Penalties& penalties, const State& z);
/// rho (z - prox z).
[[nodiscard]] State multipliers(const Problem& problem, const Penalties& penalties, const State& z);
/// Without the differences that do not exist, those across the far border of a reflecting boundary: K u is zero there
/// and K^T reads nothing, so a state that is zero there stays so.
[[nodiscard]] State existing_differences(State z, Boundary boundary);
/// K u + y / rho, with y / rho only where there are differences.
[[nodiscard]] State start(const Grid& u, const Penalties& penalties, const State& y, Boundary boundary);
/// z += gamma (K u - prox z); returns K^T rho (2 prox z - z) of the new z.
[[nodiscard]] Grid sweep(const Problem& problem, const Penalties& penalties, const Grid& u, Boundary boundary,
                         State& z);
/// One iteration: the sweep, then the solve for the new u.
void iterate(const Problem& problem, const Penalties& penalties, Boundary boundary, Grid& u, State& z);

[[nodiscard]] double energy(const Problem& problem, const Grid& u, Boundary boundary);

struct Certificate {
  double energy = 0;       ///< P(u), u clipped
  double dual = 0;         ///< D(z)
  double gap = 0;          ///< sum of the non-negative terms; equals energy - dual
  double mask_energy = 0;  ///< P(u > threshold)
};
[[nodiscard]] Certificate certify(const Problem& problem, const Penalties& penalties, const Grid& u, const State& z,
                                  double threshold, Boundary boundary);

/// Certified bounds of the optimum, the best found in `iterations` iterations from u = 1/2.
struct Optimum {
  double upper = 0;
  double lower = 0;
  Grid u;
};
[[nodiscard]] Optimum optimum(const Problem& problem, Boundary boundary, int iterations);

}  // namespace hesscut::reference
