#include "bench/fft_pair.hpp"
#include "bench/rig.hpp"
#include "bench/speed/claims.hpp"
#include "bench/speed/measured.hpp"
#include "bench/timed.hpp"

namespace hesscut::bench {
namespace {

constexpr kernels::Shape shape{1, 512, 512};
constexpr int steps = 10;           ///< in a row, of either side: longer than the clock's and the caches' surprises
constexpr int pairs_of_a_run = 20;  ///< a pair takes some hundredths of a second

/// Microseconds of one of `steps` steps.
template <class Step>
double microseconds(const Step& step) {
  const double ms = milliseconds([&] {
    for (int i = 0; i < steps; ++i) step();
  });
  return 1000 * ms / steps;
}

}  // namespace

std::vector<Row> iteration(const Setup& setup) {
  Rig rig("cpu", shape);
  const FftPair fft(shape.height, shape.width, FFTW_ESTIMATE);  // as our own rows: decision 0004
  solver::Solver& solver = rig.fine.solver();
  const auto iterate = [&] {
    rig.queue->admm_sweep(rig.fine.problem(), Boundary::reflecting, solver.penalties(), solver.u(), solver.state(),
                          rig.rhs.field());
    rig.queue->spectral_solve(*rig.plan, solver.penalties(), rig.rhs.field(), solver.u());
  };
  std::vector<Pair> pairs;
  for (int i = 0; i < setup.runs * pairs_of_a_run; ++i) {
    const double ours = microseconds(iterate);
    const double theirs = microseconds([&] { fft.run(); });
    pairs.push_back({ours, theirs, ours / theirs});
  }
  return {make_row("an iteration at 512 x 512 against the bare FFT pair", "us", median(pairs), "x",
                   Asked{Asked::Side::at_most, 2.5})};
}

}  // namespace hesscut::bench
