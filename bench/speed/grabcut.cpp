#include "tools/hesscut/evaluate/grabcut.hpp"
#include "bench/speed/claims.hpp"
#include "bench/speed/measured.hpp"
#include "bench/timed.hpp"

namespace hesscut::bench {

std::vector<Row> against_grabcut(const Setup& setup) {
  Segmenter segmenter = one_core();
  const Parameters& parameters = segmenter.options().parameters;
  Gaps gaps(parameters.tolerance);
  std::vector<Pair> photos;
  for (const Photo& photo : setup.photos) {
    gaps.add(segmenter.cut(photo.pixels.view(), photo.markers));  // plans and memory for this shape
    std::vector<Pair> runs;
    for (int run = 0; run < setup.runs; ++run) {
      const double ours = milliseconds([&] { gaps.add(segmenter.cut(photo.pixels.view(), photo.markers)); });
      runs.push_back(
          times_faster(ours, evaluate::grabcut(photo.pixels.view(), photo.markers, parameters.working_side).ms));
    }
    photos.push_back(median(runs));
  }
  Row row =
      make_row("a photo, one core, against cv::grabCut", "ms", median(photos), "x", Asked{Asked::Side::at_least, 10});
  gaps.judge(row);
  return {row};
}

}  // namespace hesscut::bench
