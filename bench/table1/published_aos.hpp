#pragma once

#include <vector>

#include "bench/table1/model.hpp"
#include "bench/table1/published_admm.hpp"

namespace hesscut::bench {

/// Time marching by additive operator splitting, as RCI's authors publish it (github.com/mickalus1/
/// GeodesicSelectiveSegmentation; the scheme is that of Spencer, Chen 2015): u in [0, 1] by an exact penalty, |grad u|
/// smoothed by 1e-6, time step 0.01 that shrinks by a tenth every 50 steps down to 0.001. Ends when the relative change
/// of u in a step, where alpha > 0.95, is below 1e-4. start: what u is at first. beta and hard markers are not known to
/// it.
[[nodiscard]] PublishedRun run_published_aos(const HostProblem& problem, const std::vector<float>& start, int limit);

/// `count` lines of `length` values: value i of line j is at i * stride + j * step.
struct Lines {
  int length, count;
  std::size_t stride, step;
};
/// For each line x - factor * (differences of link * (differences of x)) = values, link[i] between i and i + 1 of the
/// line and none beyond its ends; x replaces values. upper: scratch, as large.
void solve_lines(const Lines& lines, const std::vector<double>& factor, const std::vector<double>& link,
                 std::vector<double>& values, std::vector<double>& upper);

}  // namespace hesscut::bench
