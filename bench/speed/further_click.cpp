#include <cstddef>
#include <optional>

#include "bench/speed/claims.hpp"
#include "bench/speed/measured.hpp"
#include "tools/hesscut/evaluate/robot_clicks.hpp"

namespace hesscut::bench {
namespace {

using evaluate::Click;

/// Milliseconds of the stages that belong to the model: neither shrinking the photo nor refining the edge.
double model_ms(const StageTimes& times) {
  return times.total() - times[Stage::prepare] - times[Stage::refine];
}

/// Runs of one photo: the whole cut, and the model alone.
struct ClickPairs {
  std::vector<Pair> whole, model;
};

/// The first cut is that of a segmenter whose plans and memory are there; an open photo's own, the same bit for bit,
/// would cost more, and flatter the further one.
ClickPairs click_once_more(Segmenter& segmenter, const Photo& photo, const Click& click, int runs, Gaps& gaps) {
  Markers more = photo.markers;
  more.add_point(click.label, {static_cast<double>(click.x), static_cast<double>(click.y)}, evaluate::click_radius);
  ClickPairs pairs;
  for (int run = 0; run < runs; ++run) {
    const Cutout first = segmenter.cut(photo.pixels.view(), photo.markers);
    OpenPhoto open = segmenter.open(photo.pixels.view());
    gaps.add(open.cut(photo.markers));
    const Cutout further = open.cut(more);
    gaps.add(further);
    pairs.whole.push_back(percent_of(further.times.total(), first.times.total()));
    pairs.model.push_back(percent_of(model_ms(further.times), model_ms(first.times)));
  }
  return pairs;
}

}  // namespace

std::vector<Row> further_click(const Setup& setup) {
  const std::string whole_claim = "a further click, whole cut, of the first";
  const std::string model_claim = "a further click, without prepare and refine";
  Segmenter segmenter = one_core();
  Gaps gaps(segmenter.options().parameters.tolerance);
  ClickPairs photos;
  for (const Photo& photo : setup.photos) {
    const Cutout first = segmenter.cut(photo.pixels.view(), photo.markers);  // plans and memory as well
    const std::optional<Click> click = evaluate::next_click(first.mask.view(), photo.truth.view(), {});
    if (!click) continue;
    const ClickPairs runs = click_once_more(segmenter, photo, *click, setup.runs, gaps);
    photos.whole.push_back(median(runs.whole));
    photos.model.push_back(median(runs.model));
  }
  if (photos.whole.empty()) {
    const char* why = "no mask has an error to click on";
    return {not_measured(whole_claim, why), not_measured(model_claim, why)};
  }
  const Asked asked{Asked::Side::at_most, 40};
  std::vector<Row> rows{make_row(whole_claim, "ms", median(photos.whole), "%", asked),
                        make_row(model_claim, "ms", median(photos.model), "%", asked)};
  for (Row& row : rows) gaps.judge(row);
  const std::size_t without = setup.photos.size() - photos.whole.size();
  if (without > 0) {
    rows[0].notes.push_back(std::to_string(without) + " photos left out, whose first mask has no error to click on");
  }
  return rows;
}

}  // namespace hesscut::bench
