#pragma once

#include <chrono>
#include <span>
#include <vector>

#include <hesscut/hesscut.hpp>

namespace hesscut::bench {

/// Wall-clock milliseconds that `work` takes.
template <class Work>
[[nodiscard]] double milliseconds(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
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
