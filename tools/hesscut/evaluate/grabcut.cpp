#include "tools/hesscut/evaluate/grabcut.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <hesscut/error.hpp>
#include <opencv2/imgproc.hpp>

#include "host/segment/marker_map.hpp"
#include "host/segment/working_shape.hpp"

namespace hesscut::evaluate {
namespace {

cv::Mat3b scaled_photo(const ImageView& photo, cv::Size shape) {
  // OpenCV has no view of constant pixels; this one is only read.
  const cv::Mat whole(photo.height, photo.width, CV_8UC3, const_cast<std::uint8_t*>(photo.data),
                      static_cast<std::size_t>(photo.stride));
  cv::Mat3b small;
  cv::resize(whole, small, shape, 0, 0, cv::INTER_AREA);
  cv::cvtColor(small, small, cv::COLOR_RGB2BGR);
  return small;
}

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
  const cv::Mat1b small((classes == cv::GC_FGD) | (classes == cv::GC_PR_FGD));
  Image mask(photo.width, photo.height, 1);
  cv::Mat whole(mask.height, mask.width, CV_8UC1, mask.pixels.data());
  cv::resize(small, whole, whole.size(), 0, 0, cv::INTER_LINEAR);
  cv::threshold(whole, whole, 127, 255, cv::THRESH_BINARY);
  return mask;
}

}  // namespace

GrabcutResult grabcut(const ImageView& photo, const Markers& markers, int working_side) {
  return OpenGrabcut(photo, working_side).cut(markers);
}

OpenGrabcut::OpenGrabcut(const ImageView& photo, int working_side)
    : photo_(photo), grid_(segment::working_shape(photo.width, photo.height, working_side)) {}

GrabcutResult OpenGrabcut::cut(const Markers& markers) {
  const auto start = std::chrono::steady_clock::now();
  cv::setRNGSeed(0);  // of this thread
  const cv::Size shape(grid_.width, grid_.height);
  if (small_.empty()) small_ = scaled_photo(photo_, shape);
  cv::Mat1b classes = classes_of(segment::rasterise(markers, photo_.width, photo_.height, shape.width, shape.height));
  const bool box_only = markers.box && markers.strokes.empty() && markers.mask.empty();
  check_start(classes, box_only);
  const cv::Rect box = box_only ? cv::boundingRect(classes == cv::GC_PR_BGD) : cv::Rect();
  int mode = box_only ? cv::GC_INIT_WITH_RECT : cv::GC_INIT_WITH_MASK;
  const char* e = getenv("GC_MODE");
  const int m = e ? atoi(e) : 0;
  if (m > 0 && !last_.empty()) {
    // what the last cut said of pixels that are not marked
    for (int i = 0; i < static_cast<int>(classes.total()); ++i) {
      if (classes(i) == cv::GC_PR_BGD) classes(i) = (last_(i) & 1) ? cv::GC_PR_FGD : cv::GC_PR_BGD;
    }
    if (m == 2) mode = cv::GC_EVAL;
  }
  cv::grabCut(small_, classes, box, background_model_, foreground_model_, grabcut_iterations, mode);
  last_ = classes;
  GrabcutResult result{enlarged(classes, photo_)};
  result.ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return result;
}

}  // namespace hesscut::evaluate
