#include "bench/solve_limit.hpp"

#include "bench/stopwatch.hpp"
#include "kernels/ledger.hpp"

namespace hesscut::bench {

namespace {

using kernels::moved_by;

constexpr int certify_every = 4;  ///< iterations
constexpr int least_runs = 15;

}  // namespace

MeasuredSolve measure_solve(Rig& rig, int iterations, double bytes_per_second, double fft_seconds, double seconds) {
  solver::Options options;
  options.tolerance = -1;
  options.max_iterations = iterations;
  options.first_check = certify_every;
  options.check_every = certify_every;
  std::vector<solver::ImageReport> reports(1);
  segment::Level& fine = rig.fine;
  segment::Level& coarse = rig.coarse;

  MeasuredSolve solve{iterations, (iterations + certify_every - 1) / certify_every};
  const double floats = iterations * (moved_by("admm_sweep").moved() + moved_by("spectral_solve").moved()) +
                        solve.certificates * moved_by("certificate").moved() + moved_by("region_scale").moved() +
                        moved_by("start_state").moved();
  solve.bytes = floats * static_cast<double>(rig.field_bytes());
  solve.limit = solve.bytes / bytes_per_second + iterations * fft_seconds;
  solve.seconds = median_seconds(
      seconds, least_runs, [&] { fine.solver().start_from(coarse.solver(), coarse.problem()); },
      [&] { fine.solver().solve(fine.problem(), options, reports); });
  return solve;
}

}  // namespace hesscut::bench
