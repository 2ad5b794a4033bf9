#include "host/segment/prior_map.hpp"

#include <algorithm>
#include <hesscut/error.hpp>
#include <hesscut/markers.hpp>
#include <opencv2/imgproc.hpp>
#include <string>

#include "host/segment/labels.hpp"
#include "host/segment/revision.hpp"

namespace hesscut::segment {

namespace {

constexpr double sure = 0.8;           ///< of |1 - 2 p|: p beyond 0.9 or 0.1
constexpr double margin_share = 0.01;  ///< of the long side: a network's edge is a few of its own pixels wide

cv::Mat1b without_margin(const cv::Mat1b& mask, int margin) {
  const cv::Mat disk = cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * margin + 1, 2 * margin + 1});
  cv::Mat1b inner;
  cv::erode(mask, inner, disk);  // the photo's border takes nothing away
  return inner;
}

}  // namespace

void check_prior(const Prior& prior) {
  if (prior.width < 1 || prior.height < 1 ||
      prior.probability.size() != static_cast<std::size_t>(prior.width) * prior.height) {
    throw Error(ErrorKind::input, "the prior has " + std::to_string(prior.probability.size()) + " values instead of " +
                                      std::to_string(prior.width) + " x " + std::to_string(prior.height));
  }
  const auto wrong = std::find_if(prior.probability.begin(), prior.probability.end(),
                                  [](float p) { return !(p >= 0.0F && p <= 1.0F); });
  if (wrong != prior.probability.end()) {
    throw Error(ErrorKind::input, "the prior has a value of " + std::to_string(*wrong) + ", outside 0 to 1");
  }
}

std::vector<float> prior_term(const Prior& prior, int width, int height) {
  std::vector<float> term(static_cast<std::size_t>(width) * height);
  const cv::Mat map(prior.height, prior.width, CV_32F, const_cast<float*>(prior.probability.data()));
  cv::Mat target(height, width, CV_32F, term.data());
  const bool shrinks = width <= prior.width && height <= prior.height;
  cv::resize(map, target, target.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
  for (float& value : term) value = std::clamp(1.0F - 2.0F * value, -1.0F, 1.0F);
  return term;
}

void doubt_what_is_denied(const Image& known, std::vector<float>& term) {
  Image mask(known.width, known.height, 1);
  std::transform(term.begin(), term.end(), mask.pixels.begin(),
                 [](float value) { return value < 0.0F ? foreground : background; });
  for (const std::size_t i : around_denials(mask, known)) term[i] *= mask.pixels[i] == foreground ? 0.0F : 0.5F;
}

Image sure_pixels(const std::vector<float>& term, int width, int height) {
  const cv::Mat1f values(height, width, const_cast<float*>(term.data()));
  const int margin = std::max(1, static_cast<int>(margin_share * std::max(width, height)));
  Image labels(width, height, 1, unmarked);
  cv::Mat marked(height, width, CV_8U, labels.pixels.data());
  cv::Mat1b side;
  cv::compare(values, -sure, side, cv::CMP_LT);
  marked.setTo(foreground, without_margin(side, margin));
  cv::compare(values, sure, side, cv::CMP_GT);
  marked.setTo(background, without_margin(side, margin));
  return labels;
}

bool names_product(const Image& sure) {
  const auto holds = [&sure](std::uint8_t label) {
    return std::find(sure.pixels.begin(), sure.pixels.end(), label) != sure.pixels.end();
  };
  return holds(foreground) && holds(background);
}

}  // namespace hesscut::segment

namespace hesscut {

Prior Prior::from_bytes(const ImageView& map) {
  if (map.empty() || map.channels != 1) throw Error(ErrorKind::input, "a prior is an image of one channel");
  Prior prior{map.width, map.height, {}};
  prior.probability.reserve(static_cast<std::size_t>(map.width) * map.height);
  for (int y = 0; y < map.height; ++y) {
    const std::uint8_t* row = map.row(y);
    for (int x = 0; x < map.width; ++x) prior.probability.push_back(static_cast<float>(row[x]) / 255.0F);
  }
  return prior;
}

}  // namespace hesscut
