#include "host/segment/border_field.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <vector>

#include "host/segment/marker_map.hpp"

namespace hesscut::segment {

namespace {

constexpr int fits = 12;
constexpr float least_spread = 0.02F;        ///< two units of CIELAB: JPEG noise on a plain background
constexpr float spread_of_residuals = 3.0F;  ///< times the median residual

/// The pixels of the frame: one row of the design matrix and one of colours each.
struct FrameSamples {
  cv::Mat1d design;   ///< n x 6: 1, x, y, x^2, y^2, xy
  cv::Mat1d colours;  ///< n x 3
};

FrameSamples sample_frame(const float* l, const float* a, const float* b, int height, int width, int frame) {
  FrameSamples samples;
  const auto add = [&](int row, int column) {
    const std::size_t i = static_cast<std::size_t>(row) * width + column;
    const double x = static_cast<double>(column) / width - 0.5;
    const double y = static_cast<double>(row) / height - 0.5;
    samples.design.push_back(cv::Mat1d(cv::Matx<double, 1, 6>(1, x, y, x * x, y * y, x * y)));
    samples.colours.push_back(cv::Mat1d(cv::Matx<double, 1, 3>(l[i], a[i], b[i])));
  };
  for (int row = 0; row < height; ++row) {
    const bool whole_row = row < frame || row >= height - frame;
    for (int column = 0; column < width; ++column) {
      if (whole_row || column < frame || column >= width - frame) add(row, column);
    }
  }
  return samples;
}

/// Distance of each sample from its field.
cv::Mat1d residuals(const FrameSamples& samples, const cv::Mat1d& coefficients) {
  const cv::Mat1d difference(samples.colours - samples.design * coefficients);
  cv::Mat1d squares;
  cv::reduce(difference.mul(difference), squares, 1, cv::REDUCE_SUM);
  cv::sqrt(squares, squares);
  return squares;
}

}  // namespace

BorderField fit_border_field(const float* l, const float* a, const float* b, int height, int width, int frame) {
  const FrameSamples samples = sample_frame(l, a, b, height, width, frame);
  cv::Mat1d weights(samples.design.rows, 1, 1.0);
  cv::Mat1d coefficients;
  cv::Mat1d distance;
  for (int fit = 0; fit < fits; ++fit) {
    const cv::Mat1d weighted_design(samples.design.mul(cv::repeat(weights, 1, 6)));
    const cv::Mat1d weighted_colours(samples.colours.mul(cv::repeat(weights, 1, 3)));
    cv::solve(weighted_design.t() * weighted_design, weighted_design.t() * weighted_colours, coefficients,
              cv::DECOMP_SVD);
    distance = residuals(samples, coefficients);
    cv::sqrt(1.0 / cv::max(distance, static_cast<double>(least_spread)), weights);
  }
  BorderField field;
  for (int channel = 0; channel < 3; ++channel) {
    for (int k = 0; k < 6; ++k) field.coefficients[6 * channel + k] = static_cast<float>(coefficients(k, channel));
  }
  std::nth_element(distance.begin(), distance.begin() + distance.rows / 2, distance.end());
  const auto median = static_cast<float>(distance(distance.rows / 2));
  field.spread = std::max(least_spread, spread_of_residuals * median);
  return field;
}

void fit_border_fields(kernels::Operations& queue, Level& level) {
  const kernels::Shape shape = level.shape();
  const kernels::Planes<float> lab = level.lab();
  std::vector<float> l(shape.count()), a(shape.count()), b(shape.count());
  queue.download(l.data(), lab.l.data, l.size() * sizeof(float));
  queue.download(a.data(), lab.a.data, a.size() * sizeof(float));
  queue.download(b.data(), lab.b.data, b.size() * sizeof(float));
  queue.synchronize();
  std::vector<float> coefficients;
  std::vector<float> spreads;
  const int frame = border_pixels(shape.width, shape.height);
  for (int image = 0; image < shape.batch; ++image) {
    const std::size_t at = image * shape.pixels();
    const BorderField field = fit_border_field(&l[at], &a[at], &b[at], shape.height, shape.width, frame);
    coefficients.insert(coefficients.end(), field.coefficients.begin(), field.coefficients.end());
    spreads.push_back(field.spread);
  }
  queue.upload(level.border_coefficients(), coefficients.data(), coefficients.size() * sizeof(float));
  queue.upload(level.per_image(), spreads.data(), spreads.size() * sizeof(float));
  queue.synchronize();
}

}  // namespace hesscut::segment
