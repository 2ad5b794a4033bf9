#pragma once

#include <hesscut/parameters.hpp>

#include "tests/reference/grid.hpp"

/// Section 2.3: the bases in which the operators are diagonal, by direct summation.

namespace hesscut::reference {

/// X(k, m) = sum u(y, x) cos(pi (y + 1/2) k / H) cos(pi (x + 1/2) m / W).
[[nodiscard]] Grid dct2(const Grid& u);
[[nodiscard]] Grid inverse_dct2(const Grid& spectrum);

/// s(k, m): what grad^T grad multiplies basis function (k, m) by; hess^T hess multiplies it by the square.
[[nodiscard]] double symbol(int k, int m, int height, int width, Boundary boundary);

/// The solution of (rho1 s + rho2 s^2 + rho3) u = rhs.
[[nodiscard]] Grid spectral_solve(const Grid& rhs, double rho1, double rho2, double rho3, Boundary boundary);

/// The order in which `rhs` and `u` of the ADMM are stored on a device: for a reflecting boundary even pixels first,
/// then the odd ones backwards, along both axes; the natural order for a periodic one.
[[nodiscard]] Grid to_transform_order(const Grid& natural, Boundary boundary);
[[nodiscard]] Grid to_natural_order(const Grid& stored, Boundary boundary);

}  // namespace hesscut::reference
