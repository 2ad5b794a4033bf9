#include "tools/hesscut/evaluate/alpha_metrics.hpp"

#include <cmath>
#include <cstdint>
#include <hesscut/error.hpp>
#include <opencv2/imgproc.hpp>
#include <string>

namespace hesscut::evaluate {
namespace {

constexpr double derivative_sigma = 1.4;
constexpr int derivative_radius = 6;  ///< where the Gaussian has fallen to 1e-4 of its peak
constexpr double thousand = 1000;

std::string size_text(const ImageView& image) {
  return std::to_string(image.width) + " x " + std::to_string(image.height);
}

cv::Mat1d alpha_of(const ImageView& image) {
  cv::Mat1d alpha(image.height, image.width);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) alpha(y, x) = image.row(y)[x] / 255.0;
  }
  return alpha;
}

/// A Gaussian and its derivative, each with a sum of squares of 1: so has every product of two.
struct DerivativeFilter {
  cv::Mat1d smooth = cv::Mat1d(2 * derivative_radius + 1, 1);  // braces would make a list of values
  cv::Mat1d slope = cv::Mat1d(2 * derivative_radius + 1, 1);

  DerivativeFilter() {
    for (int i = -derivative_radius; i <= derivative_radius; ++i) {
      const double value = std::exp(-i * i / (2 * derivative_sigma * derivative_sigma));
      smooth(i + derivative_radius) = value;
      slope(i + derivative_radius) = i * value;
    }
    smooth /= cv::norm(smooth);
    slope /= cv::norm(slope);
  }
};

cv::Mat1d gradient_magnitude(const cv::Mat1d& alpha) {
  const DerivativeFilter filter;
  cv::Mat1d along_x;
  cv::Mat1d along_y;
  cv::Mat1d magnitude;
  cv::sepFilter2D(alpha, along_x, CV_64F, filter.slope, filter.smooth, {-1, -1}, 0, cv::BORDER_REPLICATE);
  cv::sepFilter2D(alpha, along_y, CV_64F, filter.smooth, filter.slope, {-1, -1}, 0, cv::BORDER_REPLICATE);
  cv::magnitude(along_x, along_y, magnitude);
  return magnitude;
}

}  // namespace

AlphaMetrics compare_alpha(const ImageView& alpha, const ImageView& truth) {
  if (alpha.width != truth.width || alpha.height != truth.height) {
    throw Error(ErrorKind::input, "the alpha has " + size_text(alpha) + " pixels, the exact alpha " + size_text(truth));
  }
  if (alpha.channels != 1 || truth.channels != 1) throw Error(ErrorKind::input, "alphas have one channel");
  const cv::Mat1d found = alpha_of(alpha);
  const cv::Mat1d exact = alpha_of(truth);
  AlphaMetrics metrics;
  metrics.sad = cv::norm(found, exact, cv::NORM_L1) / thousand;
  metrics.mse = cv::norm(found, exact, cv::NORM_L2SQR) / static_cast<double>(exact.total());
  metrics.gradient = cv::norm(gradient_magnitude(found), gradient_magnitude(exact), cv::NORM_L2SQR) / thousand;
  return metrics;
}

}  // namespace hesscut::evaluate
