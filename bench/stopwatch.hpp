#pragma once

#include <chrono>
#include <vector>

#include "bench/statistics.hpp"

namespace hesscut::bench {

/// Seconds that `run` takes, once.
template <class Run>
[[nodiscard]] double seconds_of(const Run& run) {
  const auto begin = std::chrono::steady_clock::now();
  run();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// The median of as many runs as take `seconds` together, at least `least`, after one that does not count. Each comes
/// after `prepare`, which does not count either.
template <class Prepare, class Run>
[[nodiscard]] double median_seconds(double seconds, int least, const Prepare& prepare, const Run& run) {
  prepare();
  run();
  std::vector<double> all;
  for (double spent = 0; spent < seconds || all.size() < static_cast<std::size_t>(least); spent += all.back()) {
    prepare();
    all.push_back(seconds_of(run));
  }
  return median(all);
}

}  // namespace hesscut::bench
