#include <string>

#include "bench/speed/claims.hpp"
#include "bench/speed/measured.hpp"
#include "bench/speed/walker_process.hpp"
#include "bench/timed.hpp"
#include "host/segment/marker_map.hpp"
#include "host/segment/prepare.hpp"
#include "host/segment/working_shape.hpp"

namespace hesscut::bench {

std::vector<Row> against_random_walker(const Setup& setup) {
  const std::string claim = "a photo, one core, against a random walker";
  const std::unique_ptr<WalkerProcess> walker = WalkerProcess::start();
  if (!walker) return {not_measured(claim, "no python3 with scikit-image (Debian: python3-skimage)")};
  Segmenter segmenter = one_core();
  const Parameters& parameters = segmenter.options().parameters;
  Gaps gaps(parameters.tolerance);
  std::string mode;
  std::vector<Pair> photos;
  for (const Photo& photo : setup.photos) {
    const ImageView view = photo.pixels.view();
    const kernels::Shape shape = segment::working_shape(view.width, view.height, parameters.working_side);
    const Image small = segment::shrink_photo(view, shape);
    const Image labels = segment::rasterise(photo.markers, view.width, view.height, shape.width, shape.height);
    gaps.add(segmenter.cut(view, photo.markers));  // plans and memory for this shape
    std::vector<Pair> runs;
    for (int run = 0; run < setup.runs; ++run) {
      const double ours = milliseconds([&] { gaps.add(segmenter.cut(view, photo.markers)); });
      const WalkerProcess::Answer answer = walker->walk(small, labels);
      mode = answer.mode;
      runs.push_back(times_faster(ours, answer.ms));
    }
    photos.push_back(median(runs));
  }
  Row row = make_row(claim, "ms", median(photos), "x", Asked{Asked::Side::at_least, 60});
  gaps.judge(row);
  row.notes.push_back(walker->description() + ", random_walker, mode " + mode + ", one thread, without the shrinking " +
                      "of photo and markers");
  return {row};
}

}  // namespace hesscut::bench
