#include "tools/hesscut/evaluate/probable_product.hpp"

#include <opencv2/imgproc.hpp>

namespace hesscut::evaluate {

Image probable_product(const Prior& prior, int width, int height) {
  const cv::Mat map(prior.height, prior.width, CV_32F, const_cast<float*>(prior.probability.data()));
  cv::Mat whole;
  cv::resize(map, whole, {width, height}, 0, 0, cv::INTER_LINEAR);
  Image mask(width, height, 1);
  cv::Mat target(height, width, CV_8U, mask.pixels.data());
  cv::compare(whole, 0.5, target, cv::CMP_GT);
  return mask;
}

}  // namespace hesscut::evaluate
