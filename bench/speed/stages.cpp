#include <array>

#include "bench/speed/claims.hpp"
#include "bench/speed/measured.hpp"

namespace hesscut::bench {

std::vector<Row> stages(const Setup& setup) {
  Segmenter segmenter = one_core();
  std::array<std::vector<Pair>, stage_count> photos;
  for (const Photo& photo : setup.photos) {
    (void)segmenter.cut(photo.pixels.view(), photo.markers);  // plans and memory for this shape
    std::array<std::vector<Pair>, stage_count> runs;
    for (int run = 0; run < setup.runs; ++run) {
      const StageTimes times = segmenter.cut(photo.pixels.view(), photo.markers).times;
      for (int k = 0; k < stage_count; ++k) runs[k].push_back(percent_of(times.ms[k], times.total()));
    }
    for (int k = 0; k < stage_count; ++k) photos[k].push_back(median(runs[k]));
  }
  std::vector<Row> rows;
  for (int k = 0; k < stage_count; ++k) {
    const auto stage = static_cast<Stage>(k);
    rows.push_back(make_row("stage " + std::string(stage_name(stage)) + " of the whole", "ms", median(photos[k]), "%"));
    if (stage != Stage::solve) rows.back().asked = Asked{Asked::Side::at_most, 25};
  }
  return rows;
}

}  // namespace hesscut::bench
