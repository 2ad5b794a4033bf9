#include "bench/speed/paired_cuts.hpp"

#include "bench/speed/measured.hpp"
#include "bench/timed.hpp"

namespace hesscut::bench {

Row paired_cuts(const Setup& setup, const std::string& claim, double at_least,
                const std::function<double(const Photo& photo, int working_side)>& theirs_ms) {
  Segmenter segmenter = one_core();
  const Parameters& parameters = segmenter.options().parameters;
  Gaps gaps(parameters.tolerance);
  std::vector<Pair> photos;
  for (const Photo& photo : setup.photos) {
    gaps.add(segmenter.cut(photo.pixels.view(), photo.markers));  // plans and memory for this shape
    std::vector<Pair> runs;
    for (int run = 0; run < setup.runs; ++run) {
      const double ours = milliseconds([&] { gaps.add(segmenter.cut(photo.pixels.view(), photo.markers)); });
      runs.push_back(times_faster(ours, theirs_ms(photo, parameters.working_side)));
    }
    photos.push_back(median(runs));
  }
  Row row = make_row(claim, "ms", median(photos), "x", Asked{Asked::Side::at_least, at_least});
  gaps.judge(row);
  return row;
}

}  // namespace hesscut::bench
