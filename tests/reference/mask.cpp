#include "tests/reference/mask.hpp"

namespace hesscut::reference {
namespace {

constexpr std::uint8_t background = 0;
constexpr std::uint8_t unmarked = 128;
constexpr std::uint8_t foreground = 255;

bool whole_neighbourhood(const std::vector<bool>& set, int y, int x, int height, int width) {
  for (int ny = std::max(y - 1, 0); ny <= std::min(y + 1, height - 1); ++ny) {
    for (int nx = std::max(x - 1, 0); nx <= std::min(x + 1, width - 1); ++nx) {
      if (!set[static_cast<std::size_t>(ny) * width + nx]) return false;
    }
  }
  return true;
}

}  // namespace

Labels labels_from_mask(const Grid& relaxed, const Labels& known, double threshold) {
  Labels out = known;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (known[i] == unmarked) out[i] = relaxed.values[i] > threshold ? foreground : background;
  }
  return out;
}

Labels surest_foreground(const Grid& score, const Labels& known, double fraction) {
  std::vector<double> candidates;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i] != background) candidates.push_back(score.values[i]);
  }
  if (candidates.empty()) return known;
  std::sort(candidates.begin(), candidates.end());
  const double limit = candidates[static_cast<std::size_t>(fraction * static_cast<double>(candidates.size() - 1))];

  std::vector<bool> sure(known.size());
  for (std::size_t i = 0; i < known.size(); ++i) sure[i] = known[i] != background && score.values[i] <= limit;
  std::vector<bool> inner(known.size());
  int newly_marked = 0;
  for (int y = 0; y < score.height; ++y) {
    for (int x = 0; x < score.width; ++x) {
      const std::size_t i = static_cast<std::size_t>(y) * score.width + x;
      inner[i] = whole_neighbourhood(sure, y, x, score.height, score.width);
      if (inner[i] && known[i] == unmarked) ++newly_marked;
    }
  }
  if (newly_marked < 20) inner = sure;

  Labels out = known;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (known[i] == unmarked && inner[i]) out[i] = foreground;
  }
  return out;
}

Grid restrict_by_two(const Grid& fine) {
  Grid out((fine.height + 1) / 2, (fine.width + 1) / 2);
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      double sum = 0;
      double count = 0;
      for (int fy = 2 * y; fy < std::min(2 * y + 2, fine.height); ++fy) {
        for (int fx = 2 * x; fx < std::min(2 * x + 2, fine.width); ++fx) {
          sum += fine(fy, fx);
          ++count;
        }
      }
      out(y, x) = sum / count;
    }
  }
  return out;
}

Grid prolong_by_two(const Grid& coarse, int height, int width) {
  struct Between {
    int first, second;
    double share_of_second;
  };
  const auto place = [](int fine, int coarse_size) {
    const double at = std::clamp((fine + 0.5) / 2 - 0.5, 0.0, coarse_size - 1.0);
    const int first = static_cast<int>(at);
    return Between{first, std::min(first + 1, coarse_size - 1), at - first};
  };
  Grid out(height, width);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const Between v = place(y, coarse.height);
      const Between h = place(x, coarse.width);
      const double upper =
          (1 - h.share_of_second) * coarse(v.first, h.first) + h.share_of_second * coarse(v.first, h.second);
      const double lower =
          (1 - h.share_of_second) * coarse(v.second, h.first) + h.share_of_second * coarse(v.second, h.second);
      out(y, x) = (1 - v.share_of_second) * upper + v.share_of_second * lower;
    }
  }
  return out;
}

}  // namespace hesscut::reference
