#include "bench/copy_bandwidth.hpp"
#include "bench/fft_pair.hpp"
#include "bench/solve_limit.hpp"
#include "bench/speed/claims.hpp"
#include "bench/speed/measured.hpp"
#include "bench/stopwatch.hpp"

namespace hesscut::bench {
namespace {

constexpr kernels::Shape shape{1, 512, 512};
constexpr int iterations = 64;
constexpr double seconds = 0.3;  ///< of each measurement
constexpr int least_runs = 15;

}  // namespace

std::vector<Row> roofline(const Setup& setup) {
  Rig rig("cpu", shape);
  const FftPair fft(shape.height, shape.width, FFTW_ESTIMATE);
  const auto bytes = static_cast<std::size_t>(solver_fields * static_cast<double>(rig.field_bytes()));
  std::vector<Pair> pairs;
  for (int i = 0; i < setup.runs; ++i) {
    const double fft_seconds = median_seconds(
        seconds, least_runs, [] {}, [&] { fft.run(); });
    const MeasuredSolve solve = measure_solve(rig, iterations, copy_bandwidth(bytes, 1), fft_seconds, seconds);
    pairs.push_back(percent_of(1e3 * solve.limit, 1e3 * solve.seconds));
  }
  return {make_row("the limit of a solve (copies and FFT pairs) of its time", "ms", median(pairs), "%",
                   Asked{Asked::Side::at_least, 50})};
}

}  // namespace hesscut::bench
