#include "tests/reference/colour.hpp"

#include "tests/reference/operators.hpp"

namespace hesscut::reference {
namespace {

double linear(std::uint8_t code) {
  const double v = code / 255.0;
  return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

double lab_curve(double t) {
  const double d = 6.0 / 29;
  return t > d * d * d ? std::cbrt(t) : t / (3 * d * d) + 4.0 / 29;
}

/// Index of an image continued by mirroring about its outer pixel edges: -1 is 0, n is n - 1.
int mirrored(int i, int n) {
  const int period = 2 * n;
  i = ((i % period) + period) % period;
  return i < n ? i : period - 1 - i;
}

std::vector<double> gaussian_taps(double sigma) {
  const int radius = static_cast<int>(std::ceil(3 * sigma));
  std::vector<double> taps;
  double sum = 0;
  for (int i = -radius; i <= radius; ++i) {
    taps.push_back(std::exp(-0.5 * i * i / (sigma * sigma)));
    sum += taps.back();
  }
  for (double& t : taps) t /= sum;
  return taps;
}

Grid transposed(const Grid& a) {
  Grid out(a.width, a.height);
  for (int y = 0; y < a.height; ++y) {
    for (int x = 0; x < a.width; ++x) out(x, y) = a(y, x);
  }
  return out;
}

Grid blur_rows(const Grid& in, const std::vector<double>& taps) {
  const int radius = static_cast<int>(taps.size() / 2);
  Grid out(in.height, in.width);
  for (int y = 0; y < in.height; ++y) {
    for (int x = 0; x < in.width; ++x) {
      for (int i = -radius; i <= radius; ++i) out(y, x) += taps[i + radius] * in(y, mirrored(x + i, in.width));
    }
  }
  return out;
}

/// Central difference along a row, one-sided at its ends.
double slope(const Grid& in, int y, int x) {
  const int left = std::max(x - 1, 0);
  const int right = std::min(x + 1, in.width - 1);
  return left == right ? 0 : (in(y, right) - in(y, left)) / (right - left);
}

}  // namespace

std::array<double, 3> lab_from_rgb(Rgb colour) {
  const double r = linear(colour.r);
  const double g = linear(colour.g);
  const double b = linear(colour.b);
  const double x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / (0.4124564 + 0.3575761 + 0.1804375);
  const double y = (0.2126729 * r + 0.7151522 * g + 0.0721750 * b) / (0.2126729 + 0.7151522 + 0.0721750);
  const double z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / (0.0193339 + 0.1191920 + 0.9503041);
  const double fy = lab_curve(y);
  return {1.16 * fy - 0.16, 5 * (lab_curve(x) - fy), 2 * (fy - lab_curve(z))};
}

double grey_from_rgb(Rgb colour) {
  // Columns i and q of the YIQ to RGB matrix, whose first column is 1. Its inverse has Y in the first row: by
  // cofactors.
  constexpr double i[] = {0.956, -0.272, -1.106};
  constexpr double q[] = {0.621, -0.647, 1.703};
  const double r = i[1] * q[2] - i[2] * q[1];
  const double g = i[2] * q[0] - i[0] * q[2];
  const double b = i[0] * q[1] - i[1] * q[0];
  return (r * colour.r + g * colour.g + b * colour.b) / (r + g + b) / 255;
}

Grid gaussian_blur(const Grid& in, double sigma) {
  const std::vector<double> taps = gaussian_taps(sigma);
  return transposed(blur_rows(transposed(blur_rows(in, taps)), taps));
}

Grid gradient_square(const Grid& in) {
  const Grid turned = transposed(in);
  Grid out(in.height, in.width);
  for (int y = 0; y < in.height; ++y) {
    for (int x = 0; x < in.width; ++x) {
      const double sx = slope(in, y, x);
      const double sy = slope(turned, x, y);
      out(y, x) = sx * sx + sy * sy;
    }
  }
  return out;
}

double quantile(const Grid& field, double q) {
  std::vector<double> sorted = field.values;
  std::sort(sorted.begin(), sorted.end());
  const double needed = std::ceil(q * static_cast<double>(sorted.size()));
  return sorted[needed < 1 ? 0 : static_cast<std::size_t>(needed) - 1];
}

WeightFields edge_function_weights(const Grid& g2, double g2_reference, const EdgeFunction& function) {
  const auto weights = [&](double factor) {
    return map(
        [&](double g) { return factor * (1 / (1 + function.sharpness * g / (g2_reference + 1e-9)) + function.floor); },
        g2);
  };
  return {weights(function.alpha_factor), weights(function.beta_factor)};
}

WeightFields yzd_weights(const Grid& grey, Boundary boundary, double alpha_factor, double beta_factor) {
  const double step = 5;
  const Grid slopes = norm(gradient(map([=](double z) { return 255 * z / step; }, grey), boundary));
  const Grid beta = map([](double s) { return 1 / std::sqrt(1 + s * s); }, slopes);
  const Grid alpha = norm(gradient(beta, boundary));
  return {map([=](double a) { return alpha_factor * a / step; }, alpha),
          map([=](double b) { return beta_factor * b; }, beta)};
}

Grid rci_weights(const Grid& g2, double alpha_factor) {
  return map([=](double g) { return alpha_factor / (1 + 10 * g); }, g2);
}

std::array<double, 2> region_means(const Grid& field, const Labels& labels) {
  const auto mean = [&](std::uint8_t label) {
    double sum = 0;
    double count = 0;
    for (std::size_t i = 0; i < field.size(); ++i) {
      if (labels[i] != label) continue;
      sum += field.values[i];
      ++count;
    }
    return sum / count;
  };
  const double foreground = mean(255);
  const double background = mean(0);
  if (std::isnan(foreground) && std::isnan(background)) return {0, 0};
  return {std::isnan(foreground) ? background : foreground, std::isnan(background) ? foreground : background};
}

Grid means_data_term(const Grid& z, double c1, double c2, double ratio) {
  return map([=](double v) { return (v - c1) * (v - c1) - ratio * (v - c2) * (v - c2); }, z);
}

Grid assemble_region(const Grid& data, const Grid& selective, const Labels& labels, double lambda, double theta) {
  Grid out = map([=](double d, double s) { return lambda * d + theta * s; }, data, selective);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (labels[i] == 255) out.values[i] = -HUGE_VAL;
    if (labels[i] == 0) out.values[i] = HUGE_VAL;
  }
  return out;
}

}  // namespace hesscut::reference
