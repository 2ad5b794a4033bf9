#include "host/catalogue/output/tight_box.hpp"

#include <opencv2/imgproc.hpp>

#include "host/catalogue/output/matrix.hpp"

namespace hesscut::catalogue {

TightBox tight_box(const Image& mask) {
  const cv::Rect box = cv::boundingRect(matrix_of(mask));
  return {box.x, box.y, box.width, box.height};
}

int product_pixels(const Image& mask) {
  return cv::countNonZero(matrix_of(mask));
}

}  // namespace hesscut::catalogue
