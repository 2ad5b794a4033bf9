#include "tools/hesscut/evaluate/grabcut.hpp"

#include <algorithm>
#include <chrono>
#include <hesscut/error.hpp>
#include <opencv2/imgproc.hpp>

#include "host/segment/marker_map.hpp"
#include "host/segment/working_shape.hpp"

namespace hesscut::evaluate {
namespace {

std::uint8_t grabcut_class(std::uint8_t label) {
  if (label == static_cast<std::uint8_t>(Label::foreground)) return cv::GC_FGD;
  return label == static_cast<std::uint8_t>(Label::background) ? cv::GC_BGD : cv::GC_PR_BGD;
}

cv::Mat1b classes_of(const Image& labels) {
  cv::Mat1b classes(labels.height, labels.width);
  std::ranges::transform(labels.pixels, classes.begin(), grabcut_class);
  return classes;
}

/// Whether each model has pixels to start from; cv::grabCut answers with a failed assertion otherwise.
void check_start(const cv::Mat1b& classes, bool box_only) {
  const int product = box_only ? cv::GC_PR_BGD : cv::GC_FGD;
  const int samples = cv::countNonZero(classes == product);
  if (samples == 0) throw Error(ErrorKind::input, "grabCut has no foreground to start from");
  if (samples == static_cast<int>(classes.total())) {
    throw Error(ErrorKind::input, "grabCut has no background to start from");
  }
}

Image enlarged(const cv::Mat1b& classes, const ImageView& photo) {
  return enlarged_mask(cv::Mat1b((classes == cv::GC_FGD) | (classes == cv::GC_PR_FGD)), photo);
}

}  // namespace

PeerResult grabcut(const ImageView& photo, const Markers& markers, int working_side) {
  const auto start = std::chrono::steady_clock::now();
  cv::setRNGSeed(0);  // of this thread
  const kernels::Shape grid = segment::working_shape(photo.width, photo.height, working_side);
  const cv::Size shape(grid.width, grid.height);
  const cv::Mat3b small = scaled_photo(photo, shape);
  cv::Mat1b classes = classes_of(segment::rasterise(markers, photo.width, photo.height, shape.width, shape.height));
  const bool box_only = markers.box && markers.strokes.empty() && markers.mask.empty();
  check_start(classes, box_only);
  const cv::Rect box = box_only ? cv::boundingRect(classes == cv::GC_PR_BGD) : cv::Rect();
  cv::Mat background_model;
  cv::Mat foreground_model;
  cv::grabCut(small, classes, box, background_model, foreground_model, grabcut_iterations,
              box_only ? cv::GC_INIT_WITH_RECT : cv::GC_INIT_WITH_MASK);
  PeerResult result{enlarged(classes, photo)};
  result.ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace hesscut::evaluate
