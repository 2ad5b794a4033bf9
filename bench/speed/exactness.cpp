#include <algorithm>
#include <cstddef>

#include "bench/speed/claims.hpp"
#include "bench/speed/measured.hpp"
#include "tools/hesscut/evaluate/table_cells.hpp"

namespace hesscut::bench {
namespace {

constexpr double exact_tolerance = 1e-6;
constexpr int exact_iterations = 4000;  ///< where single precision does not get there, it will not later either

double different_pixels(const Image& a, const Image& b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) count += a.pixels[i] != b.pixels[i] ? 1 : 0;
  return static_cast<double>(count);
}

}  // namespace

std::vector<Row> exactness(const Setup& setup) {
  Segmenter usual = one_core();
  Parameters parameters = usual.options().parameters;
  Gaps usual_gaps(parameters.tolerance);
  parameters.tolerance = exact_tolerance;
  parameters.max_iterations = exact_iterations;
  Segmenter exact({.device = "cpu", .threads = 1, .parameters = parameters});
  Gaps exact_gaps(exact_tolerance);
  std::vector<Pair> photos;
  double most = 0;
  for (const Photo& photo : setup.photos) {
    const Cutout ours = usual.cut(photo.pixels.view(), photo.markers);
    const Cutout theirs = exact.cut(photo.pixels.view(), photo.markers);
    usual_gaps.add(ours);
    exact_gaps.add(theirs);
    photos.push_back(
        percent_of(different_pixels(ours.mask, theirs.mask), static_cast<double>(ours.mask.pixels.size())));
    most = std::max(most, photos.back().ratio);
  }
  Row row = make_row("pixels that a far more exact solve decides otherwise", "pixels", median(photos), "%",
                     Asked{Asked::Side::at_most, 0.2});
  usual_gaps.judge(row);
  row.notes.push_back("at most " + evaluate::number(most, 2) + " % of a photo's pixels");
  row.notes.push_back("gaps of the more exact solves: median " + evaluate::scientific(exact_gaps.median()) +
                      ", largest " + evaluate::scientific(exact_gaps.largest()));
  return {row};
}

}  // namespace hesscut::bench
