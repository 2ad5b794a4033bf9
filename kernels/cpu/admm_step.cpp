#include "kernels/cpu/adjoint_rows.hpp"
#include "kernels/cpu/clones.hpp"
#include "kernels/cpu/queue.hpp"
#include "kernels/cpu/state_row.hpp"
#include "kernels/formulas/differences.hpp"
#include "kernels/formulas/splitting.hpp"

// One pass over the image does everything between two linear solves. Row by row, it brings z up to date and writes the
// relaxed vectors 2 w - z of the row into small row buffers; the right-hand side of a row follows as soon as the row
// below has been done. z, r and the weights are thus read once and z written once an iteration.

namespace hesscut::kernels::cpu {

namespace {

using namespace formulas;

/// z += gamma (K u - prox z), then dual = rho (2 prox z - z), for the first- and second-order parts of one row.
HESSCUT_VECTOR_CLONES
void update_row(const float* __restrict above, const float* __restrict here, const float* __restrict below, int width,
                const float* __restrict alpha, const float* __restrict beta, Penalties rho, float* __restrict px,
                float* __restrict py, float* __restrict qxx, float* __restrict qyy, float* __restrict qxy,
                const VectorRow& dual) {
  const float inverse_rho1 = 1.0F / rho.rho1;
  const float inverse_rho2 = 1.0F / rho.rho2;
  float* __restrict dx = dual.x;
  float* __restrict dy = dual.y;
  float* __restrict dxx = dual.xx;
  float* __restrict dyy = dual.yy;
  float* __restrict dxy = dual.xy;
  HESSCUT_INDEPENDENT
  for (int x = 0; x < width; ++x) {
    const float ux = forward(here[x], here[x + 1]);
    const float uy = forward(here[x], below[x]);
    const float threshold1 = alpha[x] * inverse_rho1;
    const FirstOrder z = stepped(FirstOrder{px[x], py[x]}, FirstOrder{ux, uy}, threshold1, rho.gamma);
    px[x] = z.x;
    py[x] = z.y;
    const FirstOrder reflection = reflected(z, threshold1, rho.rho1);
    dx[x] = reflection.x;
    dy[x] = reflection.y;
  }
  HESSCUT_INDEPENDENT
  for (int x = 0; x < width; ++x) {
    const float uxx = second(here[x - 1], here[x], here[x + 1]);
    const float uyy = second(above[x], here[x], below[x]);
    const float uxy = mixed(forward(here[x], below[x]), forward(here[x + 1], below[x + 1]));
    const float threshold2 = beta[x] * inverse_rho2;
    const SecondOrder z =
        stepped(SecondOrder{qxx[x], qyy[x], qxy[x]}, SecondOrder{uxx, uyy, uxy}, threshold2, rho.gamma);
    qxx[x] = z.xx;
    qyy[x] = z.yy;
    qxy[x] = z.xy;
    const SecondOrder reflection = reflected(z, threshold2, rho.rho2);
    dxx[x] = reflection.xx;
    dyy[x] = reflection.yy;
    dxy[x] = reflection.xy;
  }
}

/// The region part of z for one row, and the row of the right-hand side.
HESSCUT_VECTOR_CLONES
void right_hand_side_row(const AdjointStencil& duals, const float* __restrict u, const float* __restrict r, int width,
                         Penalties rho, float* __restrict v, float* __restrict rhs) {
  const float inverse_rho3 = 1.0F / rho.rho3;
  const float* x_ = duals.here.x;
  const float* y_ = duals.here.y;
  const float* xx = duals.here.xx;
  const float* yy = duals.here.yy;
  const float* xy = duals.here.xy;
  const float* y_above = duals.y_above;
  const float* yy_above = duals.yy_above;
  const float* xy_above = duals.xy_above;
  const float* yy_below = duals.yy_below;
  HESSCUT_INDEPENDENT
  for (int x = 0; x < width; ++x) {
    const float z = stepped_region(v[x], u[x], r[x], inverse_rho3, rho.gamma);
    v[x] = z;
    rhs[x] = gradient_adjoint(x_[x - 1], x_[x], y_above[x], y_[x]) + second(xx[x - 1], xx[x], xx[x + 1]) +
             second(yy_above[x], yy[x], yy_below[x]) + mixed_adjoint(xy[x - 1], xy[x], xy_above[x - 1], xy_above[x]) +
             reflected_region(z, r[x], inverse_rho3, rho.rho3);
  }
}

}  // namespace

void Queue::admm_sweep(const ConstProblem& problem, Boundary boundary, const Penalties* penalties, ConstFloatField u,
                       const State& state, FloatField rhs) {
  const auto [batch, height, width] = u.shape;
  for_each_image(batch, [&, height = height, width = width](int b, Scratch& scratch) {
    const Penalties rho = penalties[b];
    float* storage = scratch.row_buffers(row_stride(width) * sweep_row_buffers);
    AdjointRows duals(height, width, boundary, storage);
    storage += AdjointRows::row_buffers * row_stride(width);
    RowWindow window(height, width, boundary, storage, transform_order_rows(u, b, boundary));
    float* rhs_row = storage + window_row_buffers * row_stride(width) + row_margin;

    const auto update = [&](int y) {
      const std::size_t offset = static_cast<std::size_t>(y) * width;
      const StateRow z = state_row(state, b, y);
      window.centre_on(y);
      update_row(window.above(), window.here(), window.below(), width, problem.alpha.image(b) + offset,
                 problem.beta.image(b) + offset, rho, z.px, z.py, z.qxx, z.qyy, z.qxy, duals.row(y));
      duals.complete(y);
    };
    const auto finish = [&](int y) {
      const std::size_t offset = static_cast<std::size_t>(y) * width;
      right_hand_side_row(duals.around(y), window.row(y), problem.r.image(b) + offset, width, rho,
                          state_row(state, b, y).v, rhs_row);
      write_row(rhs_row, width, boundary,
                rhs.image(b) + static_cast<std::size_t>(stored_row(y, height, boundary)) * width);
    };
    walk_rows(height, boundary, update, finish);
  });
}

}  // namespace hesscut::kernels::cpu
