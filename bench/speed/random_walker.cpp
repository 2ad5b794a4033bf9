#include <string>

#include "bench/speed/claims.hpp"
#include "bench/speed/paired_cuts.hpp"
#include "bench/speed/walker_process.hpp"
#include "host/segment/marker_map.hpp"
#include "host/segment/prepare.hpp"
#include "host/segment/working_shape.hpp"

namespace hesscut::bench {

std::vector<Row> against_random_walker(const Setup& setup) {
  const std::string claim = "a photo, one core, against a random walker";
  const std::unique_ptr<WalkerProcess> walker = WalkerProcess::start();
  if (!walker) return {not_measured(claim, "no python3 with scikit-image (Debian: python3-skimage)")};
  std::string mode;
  Row row = paired_cuts(setup, claim, 60, [&](const Photo& photo, int working_side) {
    const ImageView view = photo.pixels.view();
    const kernels::Shape shape = segment::working_shape(view.width, view.height, working_side);
    const WalkerProcess::Answer answer =
        walker->walk(segment::shrink_photo(view, shape),
                     segment::rasterise(photo.markers, view.width, view.height, shape.width, shape.height));
    mode = answer.mode;
    return answer.ms;
  });
  row.notes.push_back(walker->description() + ", random_walker, mode " + mode + ", one thread, without the shrinking " +
                      "of photo and markers");
  return {row};
}

}  // namespace hesscut::bench
