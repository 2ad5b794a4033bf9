#include "tools/hesscut/evaluate/clicks.hpp"

#include <algorithm>

#include "tools/hesscut/evaluate/metrics.hpp"
#include "tools/hesscut/evaluate/robot_clicks.hpp"

namespace hesscut::evaluate {

std::optional<int> ClickRow::clicks_to(double share) const {
  const auto found = std::ranges::find_if(iou, [share](double value) { return value >= share; });
  if (found == iou.end()) return std::nullopt;
  return static_cast<int>(found - iou.begin()) + 1;
}

ClickRow click_through(const std::string& name, const ImageView& photo, const ImageView& truth, const Method& method,
                       int clicks) {
  ClickRow row{name, {}, {}, std::nullopt};
  const CutOpen cut = method(photo);
  std::vector<Click> made;
  std::optional<Click> next = first_click(truth);
  while (next && static_cast<int>(made.size()) < clicks) {
    made.push_back(*next);
    const Prediction result = cut(markers_of(made));
    row.iou.push_back(intersection_over_union(result.mask.view(), truth));
    row.ms.push_back(result.ms);
    if (result.gap) row.gap = std::max(row.gap.value_or(0), *result.gap);
    next = next_click(result.mask.view(), truth, made);
  }
  row.iou.resize(clicks, row.iou.back());
  return row;
}

}  // namespace hesscut::evaluate
