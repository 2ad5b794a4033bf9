#pragma once

#include <functional>

#include "bench/rig.hpp"

namespace hesscut::bench {

/// Fields that a solver works on: u, z, right-hand side, the problem and a half spectrum.
inline constexpr double solver_fields = 12;

/// A solve that does not stop before its last iteration, from the coarser grid of the rig, as the solver does it.
struct MeasuredSolve {
  int iterations, certificates;
  double bytes = 0;    ///< that its steps move, FFTs aside (kernels/ledger.hpp)
  double seconds = 0;  ///< median
  double limit = 0;    ///< seconds: the bytes at the rate of a copy, and an FFT pair an iteration
};

/// bytes_per_second: of a copy in a working set of solver_fields fields. fft_seconds: of a bare FFT pair. Measures for
/// about `seconds`.
[[nodiscard]] MeasuredSolve measure_solve(Rig& rig, int iterations, double bytes_per_second, double fft_seconds,
                                          double seconds);

}  // namespace hesscut::bench
