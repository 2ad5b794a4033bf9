#pragma once

#include <hesscut/segmenter.hpp>

#include "tools/hesscut/evaluate/clicks.hpp"

namespace hesscut::evaluate {

/// Hesscut with an OpenPhoto, or cold: with a Segmenter, which knows nothing of the cuts before.
[[nodiscard]] OpenForClicks segmenter_for_clicks(const SegmenterOptions& options, bool cold);

/// cv::grabCut, which starts anew with every click: it needs fewer clicks so than from its own last mask, as probable
/// labels, with new colour models or its last ones (docs/clicks.md).
[[nodiscard]] OpenForClicks grabcut_for_clicks(int working_side);

}  // namespace hesscut::evaluate
