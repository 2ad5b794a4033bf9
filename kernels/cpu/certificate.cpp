#include <cmath>
#include <utility>

#include "kernels/cpu/adjoint_rows.hpp"
#include "kernels/cpu/clones.hpp"
#include "kernels/cpu/queue.hpp"
#include "kernels/formulas/differences.hpp"
#include "kernels/formulas/duality.hpp"
#include "kernels/formulas/shrinkage.hpp"

// The certificate walks over the image as the sweep does: energies of a row and its multipliers first, the region's
// part of the gap one row later, when the multipliers below are known. Each pixel term is a float; a row is added up in
// lanes of fixed width and the rows in double, so the sums do not depend on threads.

namespace hesscut::kernels::cpu {

namespace {

using namespace formulas;

constexpr int lanes = 16;

/// The sum of a row, added up in lanes.
HESSCUT_VECTOR_CLONES
double row_sum(const float* values, int width) {
  float sums[lanes] = {};
  int x = 0;
  for (; x + lanes <= width; x += lanes) {
    for (int lane = 0; lane < lanes; ++lane) sums[lane] += values[x + lane];
  }
  for (int lane = 0; x < width; ++x, ++lane) sums[lane] += values[x];
  double total = 0;
  for (const float sum : sums) total += static_cast<double>(sum);
  return total;
}

/// Rows of the delivered u or of the mask around one row.
struct Candidates {
  const float *above, *here, *below;
};

/// Regulariser of one row: alpha |grad u| + beta |hess u| into norms[x], the multipliers' inner product with K u into
/// products[x], the multipliers themselves into y.
HESSCUT_VECTOR_CLONES
void regulariser_row(const Candidates& u, int width, const float* __restrict alpha, const float* __restrict beta,
                     Penalties rho, const float* __restrict px, const float* __restrict py, const float* __restrict qxx,
                     const float* __restrict qyy, const float* __restrict qxy, const VectorRow& y,
                     float* __restrict norms, float* __restrict gaps) {
  float* __restrict yx = y.x;
  float* __restrict yy = y.y;
  float* __restrict yxx = y.xx;
  float* __restrict yyy = y.yy;
  float* __restrict yxy = y.xy;
  const float* above = u.above;
  const float* here = u.here;
  const float* below = u.below;
  HESSCUT_INDEPENDENT
  for (int x = 0; x < width; ++x) {
    const float ux = forward(here[x], here[x + 1]);
    const float uy = forward(here[x], below[x]);
    const float uxx = second(here[x - 1], here[x], here[x + 1]);
    const float uyy = second(above[x], here[x], below[x]);
    const float uxy = mixed(uy, forward(here[x + 1], below[x + 1]));
    const float p = multiplier_factor(px[x] * px[x] + py[x] * py[x], alpha[x], rho.rho1);
    const float q = multiplier_factor(qxx[x] * qxx[x] + qyy[x] * qyy[x] + qxy[x] * qxy[x], beta[x], rho.rho2);
    yx[x] = p * px[x];
    yy[x] = p * py[x];
    yxx[x] = q * qxx[x];
    yyy[x] = q * qyy[x];
    yxy[x] = q * qxy[x];
    const float first = alpha[x] * std::sqrt(ux * ux + uy * uy);
    const float order2 = beta[x] * std::sqrt(uxx * uxx + uyy * uyy + uxy * uxy);
    norms[x] = first + order2;
    gaps[x] = regulariser_gap(first, yx[x] * ux + yy[x] * uy) +
              regulariser_gap(order2, yxx[x] * uxx + yyy[x] * uyy + yxy[x] * uxy);
  }
}

/// The same norms for the binary mask.
HESSCUT_VECTOR_CLONES
void mask_norms_row(const Candidates& m, int width, const float* __restrict alpha, const float* __restrict beta,
                    float* __restrict norms) {
  HESSCUT_INDEPENDENT
  for (int x = 0; x < width; ++x) {
    const float ux = forward(m.here[x], m.here[x + 1]);
    const float uy = forward(m.here[x], m.below[x]);
    const float uxx = second(m.here[x - 1], m.here[x], m.here[x + 1]);
    const float uyy = second(m.above[x], m.here[x], m.below[x]);
    const float uxy = mixed(uy, forward(m.here[x + 1], m.below[x + 1]));
    norms[x] = alpha[x] * std::sqrt(ux * ux + uy * uy) + beta[x] * std::sqrt(uxx * uxx + uyy * uyy + uxy * uxy);
  }
}

/// d = r + grad^T y_p + hess^T y_q of one row and the region's terms: r u, r mask, and the gap of u to its bounds.
HESSCUT_VECTOR_CLONES
void region_row(const AdjointStencil& y, const float* __restrict u, const float* __restrict mask,
                const float* __restrict r, int width, float* __restrict region, float* __restrict mask_region,
                float* __restrict gaps) {
  const VectorRow& at = y.here;
  HESSCUT_INDEPENDENT
  for (int x = 0; x < width; ++x) {
    const float free = free_region(r[x]);
    const float d = free + gradient_adjoint(at.x[x - 1], at.x[x], y.y_above[x], at.y[x]) +
                    second(at.xx[x - 1], at.xx[x], at.xx[x + 1]) + second(y.yy_above[x], at.yy[x], y.yy_below[x]) +
                    mixed_adjoint(at.xy[x - 1], at.xy[x], y.xy_above[x - 1], y.xy_above[x]);
    region[x] = free * u[x];
    mask_region[x] = free * mask[x];
    gaps[x] = region_gap(d, u[x], lower_bound(r[x]), upper_bound(r[x]));
  }
}

HESSCUT_VECTOR_CLONES
void deliver_row(float* __restrict u, const float* __restrict r, int width) {
  for (int x = 0; x < width; ++x) u[x] = delivered(u[x], r[x]);
}

HESSCUT_VECTOR_CLONES
void threshold_row(float* row, int width, float threshold) {
  for (int x = 0; x < width; ++x) row[x] = row[x] > threshold ? 1.0F : 0.0F;
}

}  // namespace

void Queue::certificate(const ConstProblem& problem, Boundary boundary, const Penalties* penalties, ConstFloatField u,
                        const ConstState& state, float threshold, CertificateSums* out) {
  const auto [batch, height, width] = u.shape;
  for_each_image(batch, [&, height = height, width = width](int b, Scratch& scratch) {
    const std::size_t stride = row_stride(width);
    float* storage = scratch.row_buffers(stride * certificate_row_buffers);
    const auto take = [&](int rows) { return std::exchange(storage, storage + rows * stride); };
    const auto row_of = [&, width = width](const ConstFloatField& f, int y) {
      return f.image(b) + static_cast<std::size_t>(y) * width;
    };
    const auto load = transform_order_rows(u, b, boundary);
    const auto load_delivered = [&, width = width](int y, float* row) {
      load(y, row);
      deliver_row(row, row_of(problem.r, y), width);
    };
    const auto load_mask = [&, width = width](int y, float* row) {
      load_delivered(y, row);
      threshold_row(row, width, threshold);
    };
    AdjointRows multipliers(height, width, boundary, take(AdjointRows::row_buffers));
    RowWindow candidate(height, width, boundary, take(3), load_delivered);
    RowWindow mask(height, width, boundary, take(3), load_mask);
    float *norms = take(1), *gaps = take(1), *mask_norms = take(1), *region = take(1), *mask_region = take(1),
          *region_gaps = take(1);

    CertificateSums sums;
    const auto regulariser = [&, width = width](int y) {
      candidate.centre_on(y);
      mask.centre_on(y);
      const float *alpha = row_of(problem.alpha, y), *beta = row_of(problem.beta, y);
      regulariser_row({candidate.above(), candidate.here(), candidate.below()}, width, alpha, beta, penalties[b],
                      row_of(state.px, y), row_of(state.py, y), row_of(state.qxx, y), row_of(state.qyy, y),
                      row_of(state.qxy, y), multipliers.row(y), norms, gaps);
      mask_norms_row({mask.above(), mask.here(), mask.below()}, width, alpha, beta, mask_norms);
      multipliers.complete(y);
      sums.energy += row_sum(norms, width);
      sums.gap += row_sum(gaps, width);
      sums.mask_energy += row_sum(mask_norms, width);
    };
    const auto region_terms = [&, width = width](int y) {
      region_row(multipliers.around(y), candidate.row(y), mask.row(y), row_of(problem.r, y), width, region, mask_region,
                 region_gaps);
      sums.energy += row_sum(region, width);
      sums.gap += row_sum(region_gaps, width);
      sums.mask_energy += row_sum(mask_region, width);
    };
    walk_rows(height, boundary, regulariser, region_terms);
    out[b] = sums;
  });
}

}  // namespace hesscut::kernels::cpu
