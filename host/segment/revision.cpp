#include "host/segment/revision.hpp"

#include <algorithm>
#include <hesscut/markers.hpp>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "host/segment/labels.hpp"

namespace hesscut::segment {

namespace {

constexpr double most_in_doubt = 0.5;  ///< of the product

/// For each pixel the number of the marked pixel that is nearest to it; some pixel must be marked.
cv::Mat1i nearest_marked(const Image& known) {
  const cv::Mat1b labels(known.height, known.width, const_cast<std::uint8_t*>(known.pixels.data()));
  cv::Mat1f distance;
  cv::Mat1i nearest;
  cv::distanceTransform(labels == static_cast<int>(unmarked), distance, nearest, cv::DIST_L2, cv::DIST_MASK_5,
                        cv::DIST_LABEL_PIXEL);
  return nearest;
}

}  // namespace

std::vector<std::size_t> around_denials(const Image& mask, const Image& known) {
  const auto denies = [&](std::size_t i) { return known.pixels[i] != unmarked && known.pixels[i] != mask.pixels[i]; };
  std::vector<std::size_t> pixels(mask.pixels.size());
  std::iota(pixels.begin(), pixels.end(), std::size_t{0});
  if (std::none_of(pixels.begin(), pixels.end(), denies)) return {};
  const cv::Mat1i numbers = nearest_marked(known);
  const int* nearest = numbers.ptr<int>();
  std::vector<std::uint8_t> denied(mask.pixels.size() + 1, unmarked);  // by the marked pixel of that number
  for (const std::size_t i : pixels) {
    if (denies(i)) denied[nearest[i]] = mask.pixels[i];
  }
  std::erase_if(pixels,
                [&](std::size_t i) { return known.pixels[i] != unmarked || mask.pixels[i] != denied[nearest[i]]; });
  return pixels;
}

bool only_added(const Image& known_before, const Image& known_now) {
  return std::equal(known_before.pixels.begin(), known_before.pixels.end(), known_now.pixels.begin(),
                    [](std::uint8_t before, std::uint8_t now) { return before == unmarked || before == now; });
}

std::optional<Image> revised_labels(const std::vector<float>& u, double threshold, const Image& known) {
  Image mask(known.width, known.height, 1);
  std::transform(u.begin(), u.end(), mask.pixels.begin(),
                 [threshold](float value) { return value > threshold ? foreground : background; });
  Image labels = known;
  std::transform(known.pixels.begin(), known.pixels.end(), mask.pixels.begin(), labels.pixels.begin(),
                 [](std::uint8_t marked, std::uint8_t found) { return marked == unmarked ? found : marked; });
  const std::vector<std::size_t> in_doubt = around_denials(mask, known);
  for (const std::size_t i : in_doubt) labels.pixels[i] = unmarked;
  const auto product = std::count(mask.pixels.begin(), mask.pixels.end(), foreground);
  if (static_cast<double>(in_doubt.size()) > most_in_doubt * static_cast<double>(product)) return std::nullopt;
  if (!holds(labels, foreground) || !holds(labels, background)) return std::nullopt;
  return labels;
}

}  // namespace hesscut::segment
