#pragma once

#include <hesscut/parameters.hpp>

#include "tests/reference/grid.hpp"

/// Section 2.1: differences on a unit grid, the gradient, the Hessian and their adjoints.

namespace hesscut::reference {

/// u(y, x + 1) - u(y, x), 0 in the last column (periodic: wraps).
[[nodiscard]] Grid dx(const Grid& u, Boundary boundary);
/// u(y + 1, x) - u(y, x), 0 in the last row (periodic: wraps).
[[nodiscard]] Grid dy(const Grid& u, Boundary boundary);
[[nodiscard]] Grid dx_adjoint(const Grid& g, Boundary boundary);
[[nodiscard]] Grid dy_adjoint(const Grid& g, Boundary boundary);

struct Gradient {
  Grid x, y;
};
/// xy is stored times sqrt 2, so that the Euclidean norm of the three is the Frobenius norm of the 2 x 2 Hessian.
struct Hessian {
  Grid xx, yy, xy;
};

[[nodiscard]] Gradient gradient(const Grid& u, Boundary boundary);
[[nodiscard]] Grid gradient_adjoint(const Gradient& p, Boundary boundary);
[[nodiscard]] Hessian hessian(const Grid& u, Boundary boundary);
[[nodiscard]] Grid hessian_adjoint(const Hessian& q, Boundary boundary);

/// Per-pixel Euclidean norms.
[[nodiscard]] Grid norm(const Gradient& p);
[[nodiscard]] Grid norm(const Hessian& q);

}  // namespace hesscut::reference
