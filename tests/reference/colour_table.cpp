#include "tests/reference/colour.hpp"

namespace hesscut::reference {
namespace {

constexpr int bins = ColourTable::bins;
using Histogram = std::vector<double>;

int bin(double fraction) {
  return std::clamp(static_cast<int>(std::floor(fraction * bins)), 0, bins - 1);
}

std::size_t index(const std::array<int, 3>& cell) {
  return (static_cast<std::size_t>(cell[0]) * bins + cell[1]) * bins + cell[2];
}

/// Gaussian of one bin along one axis, the outermost bins repeated outwards.
Histogram blurred(const Histogram& in, int axis) {
  constexpr int radius = 3;
  double weight_sum = 0;
  for (int i = -radius; i <= radius; ++i) weight_sum += std::exp(-0.5 * i * i);
  Histogram out(in.size());
  std::array<int, 3> at{};
  for (at[0] = 0; at[0] < bins; ++at[0]) {
    for (at[1] = 0; at[1] < bins; ++at[1]) {
      for (at[2] = 0; at[2] < bins; ++at[2]) {
        for (int i = -radius; i <= radius; ++i) {
          std::array<int, 3> from = at;
          from[axis] = std::clamp(at[axis] + i, 0, bins - 1);
          out[index(at)] += std::exp(-0.5 * i * i) / weight_sum * in[index(from)];
        }
      }
    }
  }
  return out;
}

bool has(const Labels& labels, std::uint8_t label) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

/// Share of the samples with that label per cell, blurred.
Histogram histogram(const Lab& lab, const Labels& labels, std::uint8_t label) {
  Histogram out(ColourTable::cells);
  double samples = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] != label) continue;
    ++out[index(ColourTable::cell(lab.l.values[i], lab.a.values[i], lab.b.values[i]))];
    ++samples;
  }
  for (double& share : out) share /= samples;
  return blurred(blurred(blurred(out, 0), 1), 2);
}

}  // namespace

std::array<int, 3> ColourTable::cell(double l, double a, double b) {
  return {bin(l), bin((100 * a + 80) / 160), bin((100 * b + 80) / 160)};
}

ColourTable::ColourTable(const Lab& lab, const Labels& labels, double explained, double area) : log_ratio_(cells) {
  if (!has(labels, 255) || !has(labels, 0)) return;
  const Histogram foreground = histogram(lab, labels, 255);
  const Histogram background = histogram(lab, labels, 0);
  const auto samples = [&](int label) { return static_cast<double>(std::count(labels.begin(), labels.end(), label)); };
  const double area_ratio = std::log(samples(0) / samples(255));
  for (std::size_t i = 0; i < cells; ++i) {
    const double product = std::max(foreground[i] - explained * background[i], 0.0) / (1 - explained);
    const double seen = product + background[i];
    log_ratio_[i] = std::log((background[i] + 1e-5) / (product + 1e-5)) + area * area_ratio * seen / (seen + 1e-3);
  }
}

double ColourTable::log_ratio(double l, double a, double b) const {
  return log_ratio_[index(cell(l, a, b))];
}

Grid ColourTable::data_term(const Lab& lab) const {
  return map([this](double l, double a, double b) { return std::tanh(log_ratio(l, a, b) / 4); }, lab.l, lab.a, lab.b);
}

}  // namespace hesscut::reference
