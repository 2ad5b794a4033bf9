#include "tests/reference/admm.hpp"

#include "tests/reference/transform.hpp"

namespace hesscut::reference {
namespace {

/// max(0, 1 - threshold / |z|): the factor of shrinkage, 0 for z = 0.
Grid shrink_factor(const Grid& norms, const Grid& weight, double rho) {
  return map([rho](double n, double w) { return n > w / rho ? 1 - w / rho / n : 0.0; }, norms, weight);
}

Grid product(const Grid& a, const Grid& b) {
  return map([](double s, double t) { return s * t; }, a, b);
}

/// f(a, b) field by field, with the penalty of the field as third argument.
template <class F>
State combine(F f, const Penalties& penalties, const State& a, const State& b) {
  const auto with = [&f](double rho, const Grid& s, const Grid& t) {
    return map([&](double x, double y) { return f(x, y, rho); }, s, t);
  };
  const auto [r1, r2, r3, gamma] = penalties;
  return {{with(r1, a.p.x, b.p.x), with(r1, a.p.y, b.p.y)},
          {with(r2, a.q.xx, b.q.xx), with(r2, a.q.yy, b.q.yy), with(r2, a.q.xy, b.q.xy)},
          with(r3, a.v, b.v)};
}

Grid adjoint(const State& z, Boundary boundary) {
  return map([](double p, double q, double v) { return p + q + v; }, gradient_adjoint(z.p, boundary),
             hessian_adjoint(z.q, boundary), z.v);
}

}  // namespace

Grid lower_bound(const Grid& r) {
  return map([](double v) { return v == -HUGE_VAL ? 1.0 : 0.0; }, r);
}
Grid upper_bound(const Grid& r) {
  return map([](double v) { return v == HUGE_VAL ? 0.0 : 1.0; }, r);
}
Grid region_term(const Grid& r) {
  return map([](double v) { return std::isinf(v) ? 0.0 : v; }, r);
}
Grid clip_to_bounds(const Grid& u, const Grid& r) {
  return map([](double v, double l, double h) { return std::min(std::max(v, l), h); }, u, lower_bound(r),
             upper_bound(r));
}
Grid delivered(const Grid& u, const Grid& r) {
  return map([](double v) { return std::nearbyint(v * 65536) / 65536; }, clip_to_bounds(u, r));
}
double region_scale(const Grid& r) {
  double sum = 0;
  for (const double v : region_term(r).values) sum += std::abs(v);
  return sum;
}

State apply(const Grid& u, Boundary boundary) {
  return {gradient(u, boundary), hessian(u, boundary), u};
}

State prox(const Problem& problem, const Penalties& penalties, const State& z) {
  const Grid p = shrink_factor(norm(z.p), problem.alpha, penalties.rho1);
  const Grid q = shrink_factor(norm(z.q), problem.beta, penalties.rho2);
  const Grid r = region_term(problem.r);
  const Grid v = map([&](double zv, double rv) { return zv - rv / penalties.rho3; }, z.v, r);
  return {{product(p, z.p.x), product(p, z.p.y)},
          {product(q, z.q.xx), product(q, z.q.yy), product(q, z.q.xy)},
          clip_to_bounds(v, problem.r)};
}

State multipliers(const Problem& problem, const Penalties& penalties, const State& z) {
  return combine([](double zi, double wi, double rho) { return rho * (zi - wi); }, penalties, z,
                 prox(problem, penalties, z));
}

State existing_differences(State z, Boundary boundary) {
  if (boundary == Boundary::periodic) return z;
  for (int y = 0; y < z.v.height; ++y) z.p.x(y, z.v.width - 1) = z.q.xy(y, z.v.width - 1) = 0;
  for (int x = 0; x < z.v.width; ++x) z.p.y(z.v.height - 1, x) = z.q.xy(z.v.height - 1, x) = 0;
  return z;
}

State start(const Grid& u, const Penalties& penalties, const State& y, Boundary boundary) {
  return combine([](double ku, double yi, double rho) { return ku + yi / rho; }, penalties, apply(u, boundary),
                 existing_differences(y, boundary));
}

Grid sweep(const Problem& problem, const Penalties& penalties, const Grid& u, Boundary boundary, State& z) {
  const double gamma = penalties.gamma;
  const State difference = combine([](double ku, double wi, double) { return ku - wi; }, penalties, apply(u, boundary),
                                   prox(problem, penalties, z));
  z = combine([gamma](double zi, double d, double) { return zi + gamma * d; }, penalties, z, difference);
  const State reflected = combine([](double wi, double zi, double rho) { return rho * (2 * wi - zi); }, penalties,
                                  prox(problem, penalties, z), z);
  return adjoint(reflected, boundary);
}

void iterate(const Problem& problem, const Penalties& penalties, Boundary boundary, Grid& u, State& z) {
  const Grid rhs = sweep(problem, penalties, u, boundary, z);
  u = spectral_solve(rhs, penalties.rho1, penalties.rho2, penalties.rho3, boundary);
}

double energy(const Problem& problem, const Grid& u, Boundary boundary) {
  return dot(problem.alpha, norm(gradient(u, boundary))) + dot(problem.beta, norm(hessian(u, boundary))) +
         dot(region_term(problem.r), u);
}

Certificate certify(const Problem& problem, const Penalties& penalties, const Grid& u, const State& z, double threshold,
                    Boundary boundary) {
  const Grid l = lower_bound(problem.r);
  const Grid h = upper_bound(problem.r);
  const Grid clipped = clip_to_bounds(u, problem.r);
  const Grid mask = map([&](double v) { return v > threshold ? 1.0 : 0.0; }, clipped);
  const State ku = apply(clipped, boundary);
  State y = multipliers(problem, penalties, z);
  const Grid d = map([](double r, double p, double q) { return r + p + q; }, region_term(problem.r),
                     gradient_adjoint(y.p, boundary), hessian_adjoint(y.q, boundary));

  Certificate out;
  out.energy = energy(problem, clipped, boundary);
  out.mask_energy = energy(problem, mask, boundary);
  for (std::size_t i = 0; i < d.size(); ++i) {
    const double di = d.values[i];
    const double ui = clipped.values[i];
    out.dual += std::min(l.values[i] * di, h.values[i] * di);
    out.gap += std::max(di, 0.0) * (ui - l.values[i]) + std::max(-di, 0.0) * (h.values[i] - ui);
  }
  out.gap += dot(problem.alpha, norm(ku.p)) - dot(y.p.x, ku.p.x) - dot(y.p.y, ku.p.y);
  out.gap += dot(problem.beta, norm(ku.q)) - dot(y.q.xx, ku.q.xx) - dot(y.q.yy, ku.q.yy) - dot(y.q.xy, ku.q.xy);
  return out;
}

Optimum optimum(const Problem& problem, Boundary boundary, int iterations) {
  const Penalties penalties;
  Grid u(problem.r.height, problem.r.width, 0.5);
  State z = apply(u, boundary);
  Optimum out{HUGE_VAL, -HUGE_VAL, u};
  for (int i = 1; i <= iterations; ++i) {
    iterate(problem, penalties, boundary, u, z);
    if (i % 20 != 0 && i != iterations) continue;
    const Certificate c = certify(problem, penalties, u, z, 0.5, boundary);
    out.lower = std::max(out.lower, c.dual);
    if (c.energy < out.upper) {
      out.upper = c.energy;
      out.u = clip_to_bounds(u, problem.r);
    }
  }
  return out;
}

}  // namespace hesscut::reference
