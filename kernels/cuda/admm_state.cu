#include "kernels/cuda/per_pixel.cuh"
#include "kernels/cuda/queue.hpp"
#include "kernels/cuda/stencil.cuh"
#include "kernels/cuda/transform_order.cuh"
#include "kernels/formulas/duality.hpp"

// A solve calls these a few times, the sweep once an iteration: they are plain loops over pixels.

namespace hesscut::kernels::cuda {

namespace {

using formulas::FirstOrder;
using formulas::SecondOrder;

/// u around a pixel, read in transform order.
__device__ Neighbours neighbours_in_order(const float* u, const TransformOrder& order, int y, int x) {
  const bool wraps = !order.reflecting;
  const std::size_t above = order.row(across_border(y - 1, order.height, wraps));
  const std::size_t here = order.row(y);
  const std::size_t below = order.row(across_border(y + 1, order.height, wraps));
  const int left = order.column(across_border(x - 1, order.width, wraps));
  const int middle = order.column(x);
  const int right = order.column(across_border(x + 1, order.width, wraps));
  return {u[above + middle], u[here + left], u[here + middle], u[here + right], u[below + middle], u[below + right]};
}

/// Multipliers of differences that do not exist, across the far border of a reflecting boundary, are dropped: z is 0
/// there and stays so.
__global__ void start_pixels(Shape shape, ConstFloatField u, TransformOrder order, const Penalties* penalties,
                             State state) {
  const PixelHere at = pixel_here(shape);
  if (!at.inside) return;
  const Penalties& rho = penalties[at.image];
  const std::size_t i = at.index;
  const Neighbours around = neighbours_in_order(u.image(at.image), order, at.y, at.x);
  const FirstOrder du = gradient(around);
  const SecondOrder d2u = hessian(around);
  const float in_x = !order.reflecting || at.x + 1 < order.width ? 1.0F : 0.0F;
  const float in_y = !order.reflecting || at.y + 1 < order.height ? 1.0F : 0.0F;
  state.px.data[i] = du.x + in_x * state.px.data[i] / rho.rho1;
  state.py.data[i] = du.y + in_y * state.py.data[i] / rho.rho1;
  state.qxx.data[i] = d2u.xx + state.qxx.data[i] / rho.rho2;
  state.qyy.data[i] = d2u.yy + state.qyy.data[i] / rho.rho2;
  state.qxy.data[i] = d2u.xy + in_x * in_y * state.qxy.data[i] / rho.rho2;
  state.v.data[i] = around.here + state.v.data[i] / rho.rho3;
}

__global__ void multiplier_pixels(Shape shape, ConstProblem problem, const Penalties* penalties, State state) {
  const PixelHere at = pixel_here(shape);
  if (!at.inside) return;
  const Penalties& rho = penalties[at.image];
  const std::size_t i = at.index;
  const FirstOrder p{state.px.data[i], state.py.data[i]};
  const SecondOrder q{state.qxx.data[i], state.qyy.data[i], state.qxy.data[i]};
  const float v = state.v.data[i];
  const float p_factor = formulas::multiplier_factor(square(p), problem.alpha.data[i], rho.rho1);
  const float q_factor = formulas::multiplier_factor(square(q), problem.beta.data[i], rho.rho2);
  state.px.data[i] = p_factor * p.x;
  state.py.data[i] = p_factor * p.y;
  state.qxx.data[i] = q_factor * q.xx;
  state.qyy.data[i] = q_factor * q.yy;
  state.qxy.data[i] = q_factor * q.xy;
  state.v.data[i] = rho.rho3 * (v - formulas::prox_region(v, problem.r.data[i], 1.0F / rho.rho3));
}

}  // namespace

void Queue::start_state(ConstFloatField u, Boundary boundary, const Penalties* penalties, const State& state) {
  launch_per_pixel("start_pixels", stream(), u.shape, start_pixels, u, transform_order(u.shape, boundary), penalties,
                   state);
}

void Queue::multipliers(const ConstProblem& problem, const Penalties* penalties, const State& state) {
  launch_per_pixel("multiplier_pixels", stream(), problem.r.shape, multiplier_pixels, problem, penalties, state);
}

}  // namespace hesscut::kernels::cuda
