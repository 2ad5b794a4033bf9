#include <algorithm>
#include <cmath>
#include <vector>

#include <hesscut/markers.hpp>

#include "kernels/cpu/queue.hpp"
#include "kernels/formulas/guided.hpp"

namespace hesscut::kernels::cpu {

namespace {

using namespace formulas;

constexpr auto in_band = static_cast<std::uint8_t>(Label::unmarked);

/// Where the centres of the fine pixels [begin, end) lie between working pixels low and high.
struct Cell {
  int low, high, begin, end;
};

/// Cuts `fine` pixels into runs that lie between the same two neighbouring working pixels.
std::vector<Cell> cells_along(int fine, int working) {
  const double scale = static_cast<double>(working) / fine;
  std::vector<Cell> cells;
  for (int x = 0; x < fine; ++x) {
    const int low = static_cast<int>(std::floor((x + 0.5) * scale - 0.5));
    if (cells.empty() || std::max(low, 0) != cells.back().low || (low < 0) != (cells.back().low == cells.back().high)) {
      cells.push_back({std::max(low, 0), low < 0 ? 0 : std::min(low + 1, working - 1), x, x});
    }
    cells.back().end = x + 1;
  }
  return cells;
}

/// Bilinear weight of the higher neighbour.
float weight_at(int fine_index, double scale, const Cell& cell) {
  const double position = (fine_index + 0.5) * scale - 0.5;
  return static_cast<float>(std::clamp(position - cell.low, 0.0, 1.0));
}

/// The maps at the corners of a cell, interpolated.
struct MapCell {
  ColourMap corner[4];  ///< low low, low high, high low, high high (rows first)

  [[nodiscard]] ColourMap at(float v, float h) const {
    const float w[4] = {(1 - v) * (1 - h), (1 - v) * h, v * (1 - h), v * h};
    ColourMap sum{0, 0, 0, 0};
    for (int i = 0; i < 4; ++i) {
      sum.r += w[i] * corner[i].r;
      sum.g += w[i] * corner[i].g;
      sum.b += w[i] * corner[i].b;
      sum.offset += w[i] * corner[i].offset;
    }
    return sum;
  }
};

}  // namespace

void Queue::guided_map(Field<const Rgb8> guide, ConstByteField mask, ConstByteField band, int radius, float epsilon,
                       const LinearMap<float>& map) {
  const auto [batch, height, width] = guide.shape;
  for_each_image(batch, [&, height = height, width = width](int b, Scratch&) {
    const Rgb8* colours = guide.image(b);
    const std::uint8_t* values = mask.image(b);
    const auto fit_at = [&, height = height, width = width](int y, int x) {
      WindowSums sums;
      for (int v = std::max(0, y - radius); v <= std::min(height - 1, y + radius); ++v) {
        for (int h = std::max(0, x - radius); h <= std::min(width - 1, x + radius); ++h) {
          const std::size_t i = static_cast<std::size_t>(v) * width + h;
          constexpr float unit = 1.0F / 255.0F;
          sums.add(unit * colours[i].r, unit * colours[i].g, unit * colours[i].b, unit * values[i]);
        }
      }
      return fit_colour_map(sums, epsilon);
    };
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        const std::size_t i = static_cast<std::size_t>(y) * width + x;
        if (band.image(b)[i] != in_band) continue;
        const ColourMap fitted = fit_at(y, x);
        map.r.image(b)[i] = fitted.r;
        map.g.image(b)[i] = fitted.g;
        map.b.image(b)[i] = fitted.b;
        map.offset.image(b)[i] = fitted.offset;
      }
    }
  });
}

void Queue::edge_alpha(Field<const Rgb8> photo, const LinearMap<const float>& map, ConstByteField band, float gain,
                       ByteField alpha) {
  const int height = photo.shape.height;
  const int width = photo.shape.width;
  const int working_width = band.shape.width;
  const std::vector<Cell> rows = cells_along(height, band.shape.height);
  const std::vector<Cell> columns = cells_along(width, working_width);
  const double row_scale = static_cast<double>(band.shape.height) / height;
  const double column_scale = static_cast<double>(working_width) / width;

  const auto map_at = [&](std::size_t i) -> ColourMap {
    const std::uint8_t solid = band.data[i];
    if (solid != in_band) return {0, 0, 0, solid == 0 ? 0.0F : 1.0F};
    return {map.r.data[i], map.g.data[i], map.b.data[i], map.offset.data[i]};
  };
  const auto fill_cell = [&](const Cell& row, const Cell& column) {
    const std::size_t above = static_cast<std::size_t>(row.low) * working_width;
    const std::size_t below = static_cast<std::size_t>(row.high) * working_width;
    const std::size_t at[4] = {above + column.low, above + column.high, below + column.low, below + column.high};
    const std::uint8_t first = band.data[at[0]];
    const bool solid =
        first != in_band && std::all_of(at, at + 4, [&](std::size_t i) { return band.data[i] == first; });
    const MapCell cell{{map_at(at[0]), map_at(at[1]), map_at(at[2]), map_at(at[3])}};
    for (int y = row.begin; y < row.end; ++y) {
      const std::size_t line = static_cast<std::size_t>(y) * width;
      if (solid) {
        std::fill(alpha.data + line + column.begin, alpha.data + line + column.end, first);
        continue;
      }
      const float v = weight_at(y, row_scale, row);
      for (int x = column.begin; x < column.end; ++x) {
        const ColourMap m = cell.at(v, weight_at(x, column_scale, column));
        const Rgb8 colour = photo.data[line + x];
        const float coverage = (m.r * colour.r + m.g * colour.g + m.b * colour.b) / 255.0F + m.offset;
        alpha.data[line + x] = static_cast<std::uint8_t>(std::lround(255.0F * sharpened(coverage, gain)));
      }
    }
  };
  for (const Cell& row : rows) {
    for (const Cell& column : columns) fill_cell(row, column);
  }
}

}  // namespace hesscut::kernels::cpu
