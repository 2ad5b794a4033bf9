#include "tests/reference/refine.hpp"

#include <array>

namespace hesscut::reference {
namespace {

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

double determinant(const Matrix& m) {
  return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
         m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

/// Cramer's rule.
Vector solve(const Matrix& m, const Vector& right) {
  Vector out{};
  for (int column = 0; column < 3; ++column) {
    Matrix replaced = m;
    for (int row = 0; row < 3; ++row) replaced[row][column] = right[row];
    out[column] = determinant(replaced) / determinant(m);
  }
  return out;
}

Vector unit_colour(const Rgb& colour) {
  return {colour.r / 255.0, colour.g / 255.0, colour.b / 255.0};
}

struct Map {
  Vector factor{};
  double offset = 0;
};

/// (Sigma + epsilon I)^-1 cov(colour, mask), from deviations about the means.
Map fit(const std::vector<Vector>& colours, const std::vector<double>& mask, double epsilon) {
  const auto n = static_cast<double>(colours.size());
  Vector mean{};
  double mask_mean = 0;
  for (std::size_t i = 0; i < colours.size(); ++i) {
    for (int c = 0; c < 3; ++c) mean[c] += colours[i][c] / n;
    mask_mean += mask[i] / n;
  }
  Matrix covariance{};
  Vector with_mask{};
  for (std::size_t i = 0; i < colours.size(); ++i) {
    for (int c = 0; c < 3; ++c) {
      for (int d = 0; d < 3; ++d) covariance[c][d] += (colours[i][c] - mean[c]) * (colours[i][d] - mean[d]) / n;
      with_mask[c] += (colours[i][c] - mean[c]) * (mask[i] - mask_mean) / n;
    }
  }
  for (int c = 0; c < 3; ++c) covariance[c][c] += epsilon;
  Map out{solve(covariance, with_mask), mask_mean};
  for (int c = 0; c < 3; ++c) out.offset -= out.factor[c] * mean[c];
  return out;
}

/// A fine pixel between two working pixels.
struct Between {
  int first, second;
  double share_of_second;
};

Between place(int fine, int fine_size, int working_size) {
  const double at = std::clamp((fine + 0.5) * working_size / fine_size - 0.5, 0.0, working_size - 1.0);
  const int first = static_cast<int>(at);
  return {first, std::min(first + 1, working_size - 1), at - first};
}

}  // namespace

Grid border_distance(const Lab& lab, const std::vector<double>& coefficients) {
  const Grid* channels[] = {&lab.l, &lab.a, &lab.b};
  Grid out(lab.l.height, lab.l.width);
  for (int row = 0; row < out.height; ++row) {
    for (int column = 0; column < out.width; ++column) {
      const double x = static_cast<double>(column) / out.width - 0.5;
      const double y = static_cast<double>(row) / out.height - 0.5;
      const double basis[] = {1, x, y, x * x, y * y, x * y};
      double square = 0;
      for (int c = 0; c < 3; ++c) {
        double field = 0;
        for (int k = 0; k < 6; ++k) field += coefficients[6 * c + k] * basis[k];
        square += std::pow((*channels[c])(row, column) - field, 2);
      }
      out(row, column) = std::sqrt(square);
    }
  }
  return out;
}

Grid border_data_term(const Grid& distance, double spread) {
  const double s2 = spread * spread;
  return map([s2](double d) { return (s2 - d * d) / (s2 + d * d); }, distance);
}

LinearMap guided_map(const Photo& guide, const Labels& mask, const Labels& band, int height, int width, int radius,
                     double epsilon, double outside) {
  const Grid empty(height, width, outside);
  LinearMap out{empty, empty, empty, empty};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      if (band[static_cast<std::size_t>(y) * width + x] != 128) continue;
      std::vector<Vector> colours;
      std::vector<double> values;
      for (int wy = std::max(y - radius, 0); wy <= std::min(y + radius, height - 1); ++wy) {
        for (int wx = std::max(x - radius, 0); wx <= std::min(x + radius, width - 1); ++wx) {
          colours.push_back(unit_colour(guide[static_cast<std::size_t>(wy) * width + wx]));
          values.push_back(mask[static_cast<std::size_t>(wy) * width + wx] / 255.0);
        }
      }
      const Map fitted = fit(colours, values, epsilon);
      out.r(y, x) = fitted.factor[0];
      out.g(y, x) = fitted.factor[1];
      out.b(y, x) = fitted.factor[2];
      out.offset(y, x) = fitted.offset;
    }
  }
  return out;
}

Grid edge_alpha(const Photo& photo, int height, int width, const LinearMap& map, const Labels& band, double gain) {
  const int working_height = map.r.height;
  const int working_width = map.r.width;
  const auto coverage_at = [&](int y, int x, const Vector& colour) {
    const std::uint8_t solid = band[static_cast<std::size_t>(y) * working_width + x];
    if (solid != 128) return solid / 255.0;
    return map.r(y, x) * colour[0] + map.g(y, x) * colour[1] + map.b(y, x) * colour[2] + map.offset(y, x);
  };
  Grid out(height, width);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const Between v = place(y, height, working_height);
      const Between h = place(x, width, working_width);
      const Vector colour = unit_colour(photo[static_cast<std::size_t>(y) * width + x]);
      const double upper = (1 - h.share_of_second) * coverage_at(v.first, h.first, colour) +
                           h.share_of_second * coverage_at(v.first, h.second, colour);
      const double lower = (1 - h.share_of_second) * coverage_at(v.second, h.first, colour) +
                           h.share_of_second * coverage_at(v.second, h.second, colour);
      const double coverage = (1 - v.share_of_second) * upper + v.share_of_second * lower;
      out(y, x) = 255 * std::clamp(0.5 + gain * (coverage - 0.5), 0.0, 1.0);
    }
  }
  return out;
}

}  // namespace hesscut::reference
