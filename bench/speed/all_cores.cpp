#include <algorithm>
#include <thread>

#include "bench/speed/claims.hpp"
#include "bench/speed/measured.hpp"
#include "bench/timed.hpp"

namespace hesscut::bench {
namespace {

constexpr int claimed_cores = 2;  ///< the claim is of a machine with so many

double photos_per_second(Segmenter& segmenter, std::span<const Job> jobs) {
  const double ms = milliseconds([&] { (void)cut_all(segmenter, jobs); });
  return 1000 * static_cast<double>(jobs.size()) / ms;
}

}  // namespace

std::vector<Row> all_cores(const Setup& setup) {
  // Every photo as often as there are cores: each core gets as many, and none waits at the end for lack of photos.
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<Job> jobs;
  for (unsigned k = 0; k < cores; ++k) {
    for (const Photo& photo : setup.photos) jobs.push_back({photo.pixels.view(), photo.markers});
  }
  Segmenter all({.device = "cpu"});
  Segmenter one = one_core();
  for (Segmenter* segmenter : {&all, &one}) (void)cut_all(*segmenter, jobs);  // plans and memory
  std::vector<Pair> runs;
  for (int run = 0; run < setup.runs; ++run) {
    const double ours = photos_per_second(all, jobs);
    const double theirs = photos_per_second(one, jobs);
    runs.push_back({ours, theirs, ours / theirs});
  }
  Row row = make_row("a batch, all cores against one", "photos/s", median(runs), "x");
  row.notes.push_back(std::to_string(cores) + " cores, " + std::to_string(jobs.size()) + " photos");
  if (cores == claimed_cores) {
    row.asked = Asked{Asked::Side::at_least, 1.8};
  } else {
    row.notes.back() += "; the claim is of " + std::to_string(claimed_cores) + " cores";
  }
  return {row};
}

}  // namespace hesscut::bench
