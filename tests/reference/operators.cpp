#include "tests/reference/operators.hpp"

namespace hesscut::reference {
namespace {

const double sqrt2 = std::sqrt(2.0);

Grid plus(const Grid& a, const Grid& b) {
  return map([](double s, double t) { return s + t; }, a, b);
}
Grid times(double factor, const Grid& a) {
  return map([factor](double s) { return factor * s; }, a);
}

}  // namespace

Grid dx(const Grid& u, Boundary boundary) {
  Grid out(u.height, u.width);
  for (int y = 0; y < u.height; ++y) {
    for (int x = 0; x + 1 < u.width; ++x) out(y, x) = u(y, x + 1) - u(y, x);
    if (boundary == Boundary::periodic) out(y, u.width - 1) = u(y, 0) - u(y, u.width - 1);
  }
  return out;
}

Grid dy(const Grid& u, Boundary boundary) {
  Grid out(u.height, u.width);
  for (int x = 0; x < u.width; ++x) {
    for (int y = 0; y + 1 < u.height; ++y) out(y, x) = u(y + 1, x) - u(y, x);
    if (boundary == Boundary::periodic) out(u.height - 1, x) = u(0, x) - u(u.height - 1, x);
  }
  return out;
}

// The adjoints scatter what the differences gather: value g at a difference goes with + to its far pixel and with -
// to its near one.
Grid dx_adjoint(const Grid& g, Boundary boundary) {
  Grid out(g.height, g.width);
  const int differences = boundary == Boundary::periodic ? g.width : g.width - 1;
  for (int y = 0; y < g.height; ++y) {
    for (int x = 0; x < differences; ++x) {
      out(y, (x + 1) % g.width) += g(y, x);
      out(y, x) -= g(y, x);
    }
  }
  return out;
}

Grid dy_adjoint(const Grid& g, Boundary boundary) {
  Grid out(g.height, g.width);
  const int differences = boundary == Boundary::periodic ? g.height : g.height - 1;
  for (int y = 0; y < differences; ++y) {
    for (int x = 0; x < g.width; ++x) {
      out((y + 1) % g.height, x) += g(y, x);
      out(y, x) -= g(y, x);
    }
  }
  return out;
}

Gradient gradient(const Grid& u, Boundary boundary) {
  return {dx(u, boundary), dy(u, boundary)};
}

Grid gradient_adjoint(const Gradient& p, Boundary boundary) {
  return plus(dx_adjoint(p.x, boundary), dy_adjoint(p.y, boundary));
}

Hessian hessian(const Grid& u, Boundary boundary) {
  return {times(-1, dx_adjoint(dx(u, boundary), boundary)), times(-1, dy_adjoint(dy(u, boundary), boundary)),
          times(sqrt2, dx(dy(u, boundary), boundary))};
}

Grid hessian_adjoint(const Hessian& q, Boundary boundary) {
  const Grid xx = times(-1, dx_adjoint(dx(q.xx, boundary), boundary));
  const Grid yy = times(-1, dy_adjoint(dy(q.yy, boundary), boundary));
  const Grid xy = times(sqrt2, dx_adjoint(dy_adjoint(q.xy, boundary), boundary));
  return plus(plus(xx, yy), xy);
}

Grid norm(const Gradient& p) {
  return map([](double x, double y) { return std::sqrt(x * x + y * y); }, p.x, p.y);
}

Grid norm(const Hessian& q) {
  return map([](double xx, double yy, double xy) { return std::sqrt(xx * xx + yy * yy + xy * xy); }, q.xx, q.yy, q.xy);
}

}  // namespace hesscut::reference
