#include "kernels/cpu/queue.hpp"
#include "kernels/cpu/rows.hpp"
#include "kernels/formulas/differences.hpp"
#include "kernels/formulas/duality.hpp"
#include "kernels/formulas/shrinkage.hpp"

namespace hesscut::kernels::cpu {

namespace {

using namespace formulas;

/// z = K u + y / rho for one row. Multipliers of differences that do not exist, across the far border of a reflecting
/// boundary, are dropped: z is 0 there and stays so.
template <class Window>
void start_row(const Window& u, int width, bool has_row_below, bool wraps, const Penalties& rho, int b,
               std::size_t offset, const State& state) {
  float* px = state.px.image(b) + offset;
  float* py = state.py.image(b) + offset;
  float* qxx = state.qxx.image(b) + offset;
  float* qyy = state.qyy.image(b) + offset;
  float* qxy = state.qxy.image(b) + offset;
  float* v = state.v.image(b) + offset;
  const float* above = u.above();
  const float* here = u.here();
  const float* below = u.below();
  for (int x = 0; x < width; ++x) {
    const float in_x = wraps || x + 1 < width ? 1.0F : 0.0F;
    const float in_y = wraps || has_row_below ? 1.0F : 0.0F;
    px[x] = forward(here[x], here[x + 1]) + in_x * px[x] / rho.rho1;
    py[x] = forward(here[x], below[x]) + in_y * py[x] / rho.rho1;
    qxx[x] = second(here[x - 1], here[x], here[x + 1]) + qxx[x] / rho.rho2;
    qyy[x] = second(above[x], here[x], below[x]) + qyy[x] / rho.rho2;
    qxy[x] = mixed(forward(here[x], below[x]), forward(here[x + 1], below[x + 1])) + in_x * in_y * qxy[x] / rho.rho2;
    v[x] = here[x] + v[x] / rho.rho3;
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
      start_row(window, width, y + 1 < height, wraps, penalties[b], b, static_cast<std::size_t>(y) * width, state);
    }
  });
}

void Queue::multipliers(const ConstProblem& problem, const Penalties* penalties, const State& state) {
  const Shape& shape = problem.r.shape;
  for_each_image(shape.batch, [&](int b, Scratch&) {
    const Penalties rho = penalties[b];
    const float *alpha = problem.alpha.image(b), *beta = problem.beta.image(b), *r = problem.r.image(b);
    float *px = state.px.image(b), *py = state.py.image(b), *qxx = state.qxx.image(b), *qyy = state.qyy.image(b),
          *qxy = state.qxy.image(b), *v = state.v.image(b);
    for (std::size_t i = 0; i < shape.pixels(); ++i) {
      const float p = multiplier_factor(px[i] * px[i] + py[i] * py[i], alpha[i], rho.rho1);
      const float q = multiplier_factor(qxx[i] * qxx[i] + qyy[i] * qyy[i] + qxy[i] * qxy[i], beta[i], rho.rho2);
      px[i] *= p;
      py[i] *= p;
      qxx[i] *= q;
      qyy[i] *= q;
      qxy[i] *= q;
      v[i] = rho.rho3 * (v[i] - prox_region(v[i], r[i], 1.0F / rho.rho3));
    }
  });
}

}  // namespace hesscut::kernels::cpu
