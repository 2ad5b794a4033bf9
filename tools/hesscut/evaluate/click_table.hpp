#pragma once

#include <string>
#include <vector>

#include "tools/hesscut/evaluate/clicks.hpp"

namespace hesscut::evaluate {

/// image,clicks85,clicks90,clicks95,reached85,reached90,reached95,ms_first,ms_further,gap,iou1,iou2,... with a last row
/// of means. Where a share is not reached its clicks are all there were, and reached is 0 instead of 1. ms_first: the
/// first cut; ms_further: the mean of the others, empty where there are none. All rows have as many clicks.
[[nodiscard]] std::string to_csv(const std::vector<ClickRow>& rows);

/// The same for people, some clicks' IoU a photo and the mean IoU after every one; says how many did not reach.
[[nodiscard]] std::string to_text(const std::vector<ClickRow>& rows);

}  // namespace hesscut::evaluate
