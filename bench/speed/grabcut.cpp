#include "tools/hesscut/evaluate/grabcut.hpp"
#include "bench/speed/claims.hpp"
#include "bench/speed/paired_cuts.hpp"

namespace hesscut::bench {

std::vector<Row> against_grabcut(const Setup& setup) {
  return {paired_cuts(setup, "a photo, one core, against cv::grabCut", 10, [](const Photo& photo, int working_side) {
    return evaluate::grabcut(photo.pixels.view(), photo.markers, working_side).ms;
  })};
}

}  // namespace hesscut::bench
