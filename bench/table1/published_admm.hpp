#pragma once

#include <vector>

#include "host/solver/solver.hpp"

namespace hesscut::bench {

/// How a method ended by its own rule.
struct PublishedRun {
  std::vector<float> u;
  int iterations = 0;
  bool stopped = false;  ///< by the rule, not by the limit
};

/// The ADMM of Yang, Zhong, Duan, Zeng 2020, which Li 2025 takes over, with its penalties (1, 2, 10) and without
/// over-relaxation: it ends when the means over the pixels of |grad u - p|, |hess u - q| and |u - v|, each summed over
/// the components (u_xy and u_yx apart), are all below `tolerance`. So counted, the published code's example ends where
/// it does there. The solution replaces what `start` holds.
///
/// The iteration is the product's own, taken one at a time (gamma = 1 makes it the textbook one); the residual is the
/// change of the scaled multipliers z - prox(z).
[[nodiscard]] PublishedRun run_published_admm(kernels::Operations& queue, solver::Solver& solver,
                                              const kernels::Problem& problem, kernels::FloatField start,
                                              double tolerance, int limit);

}  // namespace hesscut::bench
