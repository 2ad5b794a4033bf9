#include "tests/reference/geodesic.hpp"

#include <queue>
#include <utility>

namespace hesscut::reference {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double value_at(const Grid& d, int y, int x) {
  return y >= 0 && y < d.height && x >= 0 && x < d.width ? d(y, x) : infinity;
}

/// The upwind update of model.md from the smaller neighbours a (in x) and b (in y).
double update(const Grid& d, int y, int x, double cost) {
  const double a = std::min(value_at(d, y, x - 1), value_at(d, y, x + 1));
  const double b = std::min(value_at(d, y - 1, x), value_at(d, y + 1, x));
  // |a - b| >= cost, said so that it also holds when one of the two is infinite.
  if (std::max(a, b) >= std::min(a, b) + cost) return std::min(a, b) + cost;
  return 0.5 * (a + b + std::sqrt(2 * cost * cost - (a - b) * (a - b)));
}

}  // namespace

Grid geodesic_distance(const Grid& cost, const Labels& labels, std::uint8_t seed) {
  using Entry = std::pair<double, std::size_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> front;
  std::vector<bool> done(cost.size());
  Grid d(cost.height, cost.width, infinity);
  for (std::size_t i = 0; i < d.size(); ++i) {
    if (labels[i] != seed) continue;
    d.values[i] = 0;
    front.emplace(0.0, i);
  }
  while (!front.empty()) {
    const std::size_t i = front.top().second;
    front.pop();
    if (done[i]) continue;
    done[i] = true;
    const int y = static_cast<int>(i) / d.width;
    const int x = static_cast<int>(i) % d.width;
    for (const auto& [dy, dx] : {std::pair{0, -1}, {0, 1}, {-1, 0}, {1, 0}}) {
      const int ny = y + dy;
      const int nx = x + dx;
      if (ny < 0 || ny >= d.height || nx < 0 || nx >= d.width) continue;
      const double arrival = update(d, ny, nx, cost(ny, nx));
      if (arrival >= d(ny, nx)) continue;
      d(ny, nx) = arrival;
      front.emplace(arrival, static_cast<std::size_t>(ny) * d.width + nx);
    }
  }
  return d;
}

Grid normalise_by_maximum(const Grid& in) {
  double largest = 0;
  for (const double v : in.values) {
    if (!std::isinf(v)) largest = std::max(largest, v);
  }
  return map([largest](double v) { return std::isinf(v) || largest == 0 ? 0.0 : v / largest; }, in);
}

Grid rci_cost(const Grid& g2, const Grid& euclidean) {
  return map([](double g, double e) { return 1e-3 + 1000 * g + 0.1 * e; }, g2, euclidean);
}

Grid likelihood_cost(const Grid& likelihood_g2, const Grid& colour_g2, double floor, double likelihood_weight,
                     double colour_weight) {
  return map(
      [=](double l, double c) { return floor + likelihood_weight * std::sqrt(l) + colour_weight * std::sqrt(c); },
      likelihood_g2, colour_g2);
}

Grid two_sided_selective(const Grid& to_foreground, const Grid& to_background) {
  return map(
      [](double f, double b) {
        const double ratio = (f - b) / (f + b);
        return std::isnan(ratio) ? 0.0 : ratio;
      },
      to_foreground, to_background);
}

Grid add_anti_marker_term(const Grid& to_background, const Grid& out) {
  const double far = std::exp(-200.0);
  return map([far](double d, double o) { return o + (std::exp(-200 * d) - far) / (1 - far); }, to_background, out);
}

}  // namespace hesscut::reference
