#pragma once

#include <hesscut/segmenter.hpp>

#include "tools/hesscut/evaluate/clicks.hpp"

namespace hesscut::evaluate {

/// Hesscut with an OpenPhoto, or cold: with a Segmenter, which knows nothing of the cuts before.
[[nodiscard]] OpenForClicks segmenter_for_clicks(const SegmenterOptions& options, bool cold);

/// cv::grabCut, see OpenGrabcut.
[[nodiscard]] OpenForClicks grabcut_for_clicks(int working_side);

}  // namespace hesscut::evaluate
