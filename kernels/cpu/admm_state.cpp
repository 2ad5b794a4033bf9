#include "kernels/cpu/clones.hpp"
#include "kernels/cpu/queue.hpp"
#include "kernels/cpu/rows.hpp"
#include "kernels/cpu/state_row.hpp"
#include "kernels/formulas/differences.hpp"
#include "kernels/formulas/duality.hpp"
#include "kernels/formulas/shrinkage.hpp"

namespace hesscut::kernels::cpu {

namespace {

using namespace formulas;

/// z = K u + y / rho for one row. Multipliers of differences that do not exist, across the far border of a reflecting
/// boundary, are dropped: z is 0 there and stays so. has_below, 1 or 0: whether differences to the row below exist.
HESSCUT_VECTOR_CLONES
void start_row(const float* __restrict above, const float* __restrict here, const float* __restrict below, int width,
               float has_below, const Penalties rho, float* __restrict px, float* __restrict py, float* __restrict qxx,
               float* __restrict qyy, float* __restrict qxy, float* __restrict v) {
  const float inverse_rho1 = 1.0F / rho.rho1;
  const float inverse_rho2 = 1.0F / rho.rho2;
  const float inverse_rho3 = 1.0F / rho.rho3;
  for (int x = 0; x < width; ++x) {
    const float uy = forward(here[x], below[x]);
    px[x] = forward(here[x], here[x + 1]) + px[x] * inverse_rho1;
    py[x] = uy + has_below * py[x] * inverse_rho1;
    qxx[x] = second(here[x - 1], here[x], here[x + 1]) + qxx[x] * inverse_rho2;
    qyy[x] = second(above[x], here[x], below[x]) + qyy[x] * inverse_rho2;
    qxy[x] = mixed(uy, forward(here[x + 1], below[x + 1])) + has_below * qxy[x] * inverse_rho2;
    v[x] = here[x] + v[x] * inverse_rho3;
  }
}

HESSCUT_VECTOR_CLONES
void multipliers_of(std::size_t pixels, const float* __restrict alpha, const float* __restrict beta,
                    const float* __restrict r, const Penalties rho, float* __restrict px, float* __restrict py,
                    float* __restrict qxx, float* __restrict qyy, float* __restrict qxy, float* __restrict v) {
  const float inverse_rho3 = 1.0F / rho.rho3;
  for (std::size_t i = 0; i < pixels; ++i) {
    const float p = multiplier_factor(px[i] * px[i] + py[i] * py[i], alpha[i], rho.rho1);
    const float q = multiplier_factor(qxx[i] * qxx[i] + qyy[i] * qyy[i] + qxy[i] * qxy[i], beta[i], rho.rho2);
    px[i] *= p;
    py[i] *= p;
    qxx[i] *= q;
    qyy[i] *= q;
    qxy[i] *= q;
    v[i] = rho.rho3 * (v[i] - prox_region(v[i], r[i], inverse_rho3));
  }
}

}  // namespace

void Queue::start_state(ConstFloatField u, Boundary boundary, const Penalties* penalties, const State& state) {
  const auto [batch, height, width] = u.shape;
  const bool wraps = boundary == Boundary::periodic;
  for_each_image(batch, [&, height = height, width = width](int b, Scratch& scratch) {
    RowWindow window(height, width, boundary, scratch.row_buffers(3 * row_stride(width)),
                     transform_order_rows(u, b, boundary));
    for (int y = 0; y < height; ++y) {
      window.centre_on(y);
      const StateRow z = state_row(state, b, y);
      start_row(window.above(), window.here(), window.below(), width, wraps || y + 1 < height ? 1.0F : 0.0F,
                penalties[b], z.px, z.py, z.qxx, z.qyy, z.qxy, z.v);
      if (!wraps) z.px[width - 1] = z.qxy[width - 1] = 0.0F;
    }
  });
}

void Queue::multipliers(const ConstProblem& problem, const Penalties* penalties, const State& state) {
  const Shape& shape = problem.r.shape;
  for_each_image(shape.batch, [&](int b, Scratch&) {
    const StateRow z = state_row(state, b, 0);
    multipliers_of(shape.pixels(), problem.alpha.image(b), problem.beta.image(b), problem.r.image(b), penalties[b],
                   z.px, z.py, z.qxx, z.qyy, z.qxy, z.v);
  });
}

}  // namespace hesscut::kernels::cpu
