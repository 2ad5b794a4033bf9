#pragma once

#include <span>
#include <vector>

#include <hesscut/hesscut.hpp>

#include "bench/stopwatch.hpp"

namespace hesscut::bench {

/// Wall-clock milliseconds that `work` takes.
template <class Work>
[[nodiscard]] double milliseconds(const Work& work) {
  return 1e3 * seconds_of(work);
}

/// Segmenter::cut() of a batch in which nothing may fail: throws the Error of the first job that has failed.
[[nodiscard]] inline std::vector<Cutout> cut_all(Segmenter& segmenter, std::span<const Job> jobs) {
  std::vector<Cutout> cutouts = segmenter.cut(jobs);
  for (const Cutout& cutout : cutouts) {
    if (cutout.status == Status::failed) throw Error(cutout.error_kind, cutout.error);
  }
  return cutouts;
}

}  // namespace hesscut::bench
