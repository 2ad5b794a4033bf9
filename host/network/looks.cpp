#include "host/network/looks.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace hesscut::network {

namespace {

using Looks = PriorNetworkOptions::Looks;

constexpr double margin_of_found = 0.2;  ///< around what the first looks have found, of its longer side
constexpr double outliers = 0.005;       ///< of the probable pixels, on each of four sides
constexpr std::size_t fewest = 10;       ///< pixels of the map that are something to look at
constexpr int enlarged = 2;              ///< a closer look sees more: the map has so many more pixels each way

cv::Mat1f map_of(const Prior& prior) {
  return {prior.height, prior.width, const_cast<float*>(prior.probability.data())};
}

/// The means of each photo's two maps, which follow each other.
std::vector<Prior> means_of_pairs(std::vector<Prior> maps) {
  std::vector<Prior> means;
  for (std::size_t i = 0; i + 1 < maps.size(); i += 2) {
    cv::Mat1f sum = map_of(maps[i]);
    cv::addWeighted(sum, 0.5, map_of(maps[i + 1]), 0.5, 0, sum);
    means.push_back(std::move(maps[i]));
  }
  return means;
}

std::vector<Prior> judge_both_ways(const Judge& judge, std::span<const ImageView> photos) {
  std::vector<Look> both;
  for (const ImageView& photo : photos) {
    both.push_back({photo, false});
    both.push_back({photo, true});
  }
  return means_of_pairs(judge(both));
}

/// A range of a photo's columns or rows.
struct Range {
  double begin = 0;
  double end = 0;
};

/// Where most of the probable pixels are; positions of pixels of the map, scaled to the photo's.
Range spread_of(std::vector<int>& positions, double scale) {
  std::sort(positions.begin(), positions.end());
  const auto last = static_cast<double>(positions.size() - 1);
  const auto at = [&](double share) { return positions[static_cast<std::size_t>(std::lround(share * last))]; };
  return {at(outliers) * scale, (at(1 - outliers) + 1) * scale};
}

/// The square around a product, as far as the photo goes.
cv::Rect square_around(const Range& columns, const Range& rows, double margin, const ImageView& photo) {
  const double side = std::max(columns.end - columns.begin, rows.end - rows.begin) * (1 + 2 * margin);
  const auto part = [side](const Range& range, int size) {
    const double middle = (range.begin + range.end) / 2;
    return cv::Range(std::clamp(static_cast<int>(std::lround(middle - side / 2)), 0, size - 1),
                     std::clamp(static_cast<int>(std::lround(middle + side / 2)), 1, size));
  };
  const cv::Range x = part(columns, photo.width);
  const cv::Range y = part(rows, photo.height);
  return {x.start, y.start, std::max(1, x.size()), std::max(1, y.size())};
}

/// The part of a photo that is worth a closer look; none where that is the whole photo, or nothing is there.
std::optional<cv::Rect> part_with_product(const ImageView& photo, const Prior& whole, const std::optional<Hint>& hint) {
  cv::Rect part;
  if (hint) {
    const Box& box = hint->around;
    part = square_around({static_cast<double>(box.x), static_cast<double>(box.x) + box.width},
                         {static_cast<double>(box.y), static_cast<double>(box.y) + box.height}, hint->margin, photo);
  } else {
    std::vector<int> columns;
    std::vector<int> rows;
    for (int y = 0; y < whole.height; ++y) {
      for (int x = 0; x < whole.width; ++x) {
        if (whole.probability[static_cast<std::size_t>(y) * whole.width + x] <= 0.5F) continue;
        columns.push_back(x);
        rows.push_back(y);
      }
    }
    if (columns.size() < fewest) return std::nullopt;
    part = square_around(spread_of(columns, static_cast<double>(photo.width) / whole.width),
                         spread_of(rows, static_cast<double>(photo.height) / whole.height), margin_of_found, photo);
  }
  if (part.width == photo.width && part.height == photo.height) return std::nullopt;
  return part;
}

ImageView view_of(const ImageView& photo, const cv::Rect& part) {
  return {photo.row(part.y) + static_cast<std::ptrdiff_t>(part.x) * photo.channels, part.width, part.height,
          photo.channels, photo.stride};
}

/// The part's map laid over the whole one, which is enlarged first: their mean counts there.
Prior overlaid(const Prior& whole, const ImageView& photo, const Prior& closer, const cv::Rect& part) {
  Prior result{enlarged * whole.width, enlarged * whole.height, {}};
  result.probability.resize(static_cast<std::size_t>(result.width) * result.height);
  cv::Mat1f map = map_of(result);
  cv::resize(map_of(whole), map, map.size(), 0, 0, cv::INTER_LINEAR);
  const auto scaled = [](int position, int from, int to) {
    return static_cast<int>(std::lround(static_cast<double>(position) * to / from));
  };
  const cv::Point begin(std::min(scaled(part.x, photo.width, map.cols), map.cols - 1),
                        std::min(scaled(part.y, photo.height, map.rows), map.rows - 1));
  const cv::Point end(std::max(scaled(part.x + part.width, photo.width, map.cols), begin.x + 1),
                      std::max(scaled(part.y + part.height, photo.height, map.rows), begin.y + 1));
  cv::Mat1f target = map(cv::Rect(begin, end));
  cv::Mat1f fitted;
  const bool shrinks = target.cols <= closer.width && target.rows <= closer.height;
  cv::resize(map_of(closer), fitted, target.size(), 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
  cv::addWeighted(target, 0.5, fitted, 0.5, 0, target);
  return result;
}

}  // namespace

std::vector<Prior> look(const Judge& judge, std::span<const ImageView> photos,
                        std::span<const std::optional<Hint>> hints, Looks looks) {
  if (looks == Looks::once) {
    std::vector<Look> once;
    for (const ImageView& photo : photos) once.push_back({photo, false});
    return judge(once);
  }
  std::vector<Prior> maps = judge_both_ways(judge, photos);
  if (looks == Looks::mirrored) return maps;
  std::vector<std::size_t> which;
  std::vector<cv::Rect> parts;
  std::vector<ImageView> views;
  for (std::size_t i = 0; i < photos.size(); ++i) {
    const std::optional<cv::Rect> part = part_with_product(photos[i], maps[i], hints[i]);
    if (!part) continue;
    which.push_back(i);
    parts.push_back(*part);
    views.push_back(view_of(photos[i], *part));
  }
  if (views.empty()) return maps;
  const std::vector<Prior> closer = judge_both_ways(judge, views);
  for (std::size_t k = 0; k < which.size(); ++k) {
    Prior& map = maps[which[k]];
    map = overlaid(map, photos[which[k]], closer[k], parts[k]);
  }
  return maps;
}

}  // namespace hesscut::network
