#include "host/segment/automatic_markers.hpp"

#include <algorithm>
#include <cmath>
#include <hesscut/markers.hpp>
#include <opencv2/imgproc.hpp>

#include "host/segment/border_field.hpp"
#include "host/segment/labels.hpp"

namespace hesscut::segment {

namespace {

int frame_width(int width, int height) {
  return std::max(2, std::min(width, height) / 100);
}

/// exp(-(x^2 + y^2) / 2 sigma^2) with x, y from -1/2 to 1/2 across the photo.
cv::Mat1f centre_weight(int width, int height, double sigma) {
  cv::Mat1f weight(height, width);
  weight.forEach([&](float& value, const int* at) {
    const double y = static_cast<double>(at[0]) / height - 0.5;
    const double x = static_cast<double>(at[1]) / width - 0.5;
    value = static_cast<float>(std::exp(-(x * x + y * y) / (2 * sigma * sigma)));
  });
  return weight;
}

float quantile(cv::Mat1f values, double q) {  // by value: sorting in place needs a copy
  values = values.clone().reshape(1, 1);
  const auto rank = static_cast<int>(q * (values.cols - 1));
  std::nth_element(values.begin(), values.begin() + rank, values.end());
  return values(rank);
}

/// The middle of the photo, where a product is looked for.
cv::Rect inner_part(int width, int height) {
  const int dx = static_cast<int>(0.15 * width);
  const int dy = static_cast<int>(0.15 * height);
  return {dx, dy, std::max(1, width - 2 * dx), std::max(1, height - 2 * dy)};
}

cv::Mat1b largest_component(const cv::Mat1b& mask) {
  cv::Mat1i components;
  cv::Mat1i stats;
  cv::Mat centroids;
  const int count = cv::connectedComponentsWithStats(mask, components, stats, centroids);
  int largest = 0;
  for (int i = 1; i < count; ++i) {
    if (largest == 0 || stats(i, cv::CC_STAT_AREA) > stats(largest, cv::CC_STAT_AREA)) largest = i;
  }
  if (largest == 0) return mask;
  const cv::MatExpr found = components == largest;
  return found;
}

AutomaticMarkers markers_from(const cv::Mat1f& saliency, const cv::Mat1f& centre) {
  const cv::Size size = saliency.size();
  const cv::Rect inner = inner_part(size.width, size.height);
  cv::Mat1b salient(size, std::uint8_t{0});
  salient(inner).setTo(255, saliency(inner) >= quantile(saliency(inner), 0.75));
  const cv::Mat1b component = largest_component(salient);
  cv::Mat1b core;
  cv::erode(component, core, cv::Mat::ones(3, 3, CV_8U));
  if (cv::countNonZero(core) == 0) core = component;

  AutomaticMarkers markers;
  markers.known = frame_as_background(size.width, size.height);
  markers.first = markers.known;
  cv::Mat first(size, CV_8U, markers.first.pixels.data());
  first.setTo(background, saliency < quantile(saliency, 0.6));
  first.setTo(foreground, core & (cv::Mat(size, CV_8U, markers.known.pixels.data()) == unmarked));
  const cv::Mat1f prior(1.0F - 2.0F * centre);
  markers.prior.assign(prior.begin(), prior.end());
  return markers;
}

}  // namespace

Image frame_as_background(int width, int height) {
  Image labels(width, height, 1, background);
  const int frame = frame_width(width, height);
  if (width > 2 * frame && height > 2 * frame) {
    cv::Mat(height, width, CV_8U, labels.pixels.data())(cv::Rect(frame, frame, width - 2 * frame, height - 2 * frame))
        .setTo(unmarked);
  }
  return labels;
}

std::vector<AutomaticMarkers> find_automatic_markers(kernels::Operations& queue, Level& level) {
  const kernels::Shape shape = level.shape();
  const Image frame = frame_as_background(shape.width, shape.height);
  for (int b = 0; b < shape.batch; ++b) queue.upload(level.seeds().image(b), frame.pixels.data(), frame.pixels.size());
  fit_border_fields(queue, level);
  const kernels::FloatField colour_distance = level.scratch(0);
  const kernels::FloatField border_distance = level.scratch(1);
  queue.border_distance(level.lab(), level.border_coefficients(), colour_distance);
  // The colour gradient alone as cost: |grad| + 1e-3.
  queue.fill(level.data(), 0.0F);
  queue.likelihood_cost(level.data(), level.colour_g2(), 1e-3F, 0.0F, 1.0F, level.scratch(2));
  queue.geodesic_distance(level.scratch(2), level.seeds(), background, border_distance);
  queue.normalise_by_maximum(border_distance, border_distance);

  std::vector<float> colour(shape.count());
  std::vector<float> border(shape.count());
  queue.download(colour.data(), colour_distance.data, colour.size() * sizeof(float));
  queue.download(border.data(), border_distance.data, border.size() * sizeof(float));
  queue.synchronize();

  std::vector<AutomaticMarkers> all;
  for (int b = 0; b < shape.batch; ++b) {
    const cv::Mat1f far(shape.height, shape.width, &colour[b * shape.pixels()]);
    const cv::Mat1f deep(shape.height, shape.width, &border[b * shape.pixels()]);
    const cv::Mat1f relative(cv::min(far / (quantile(far, 0.95) + 1e-6F), 1.0F));
    const cv::Mat1f saliency((deep + 0.5F * relative).mul(centre_weight(shape.width, shape.height, 0.25)));
    all.push_back(markers_from(saliency, centre_weight(shape.width, shape.height, 0.22)));
  }
  return all;
}

}  // namespace hesscut::segment
