#include "tools/hesscut/evaluate/click_methods.hpp"

#include <hesscut/hesscut.hpp>
#include <memory>

#include "tools/hesscut/evaluate/grabcut.hpp"

namespace hesscut::evaluate {
namespace {

ClickCut click_cut(Cutout cutout) {
  return {std::move(cutout.mask), cutout.times.total(), cutout.gap};
}

}  // namespace

OpenForClicks segmenter_for_clicks(const SegmenterOptions& options, bool cold) {
  const auto segmenter = std::make_shared<Segmenter>(options);
  return [segmenter, cold](const ImageView& photo) -> CutOpen {
    if (cold) return [segmenter, photo](const Markers& markers) { return click_cut(segmenter->cut(photo, markers)); };
    const auto open = std::make_shared<OpenPhoto>(segmenter->open(photo));
    return [open](const Markers& markers) { return click_cut(open->cut(markers)); };
  };
}

OpenForClicks grabcut_for_clicks(int working_side) {
  return [working_side](const ImageView& photo) -> CutOpen {
    return [photo, working_side](const Markers& markers) {
      GrabcutResult result = grabcut(photo, markers, working_side);
      return ClickCut{std::move(result.mask), result.ms, std::nullopt};
    };
  };
}

}  // namespace hesscut::evaluate
