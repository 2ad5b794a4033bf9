#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include <hesscut/markers.hpp>

#include "kernels/cpu/queue.hpp"
#include "kernels/formulas/guided.hpp"

namespace hesscut::kernels::cpu {

namespace {

using namespace formulas;

constexpr auto in_band = static_cast<std::uint8_t>(Label::unmarked);

/// A run of fine pixels [begin, end) that lie between working pixels low and high.
struct Cell {
  int low, high, begin, end;
};

/// Fine pixels of one axis: where each lies, and the runs that lie between the same two working pixels.
struct Axis {
  std::vector<Between> pixels;
  std::vector<Cell> cells;

  Axis(int fine, int working) {
    const double scale = static_cast<double>(working) / fine;
    for (int i = 0; i < fine; ++i) {
      const Between between = between_pixels(i, scale, working);
      if (cells.empty() || between.low != cells.back().low || between.high != cells.back().high) {
        cells.push_back({between.low, between.high, i, i});
      }
      cells.back().end = i + 1;
      pixels.push_back(between);
    }
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
  const Axis rows(height, band.shape.height);
  const Axis columns(width, working_width);

  const auto map_at = [&](std::size_t i) -> ColourMap {
    const std::uint8_t solid = band.data[i];
    if (solid != in_band) return {0, 0, 0, solid == 0 ? 0.0F : 1.0F};
    return {map.r.data[i], map.g.data[i], map.b.data[i], map.offset.data[i]};
  };
  /// The value that all four working pixels around a cell share, where they are solid; else in_band.
  const auto solid_of = [&](const Cell& row, const Cell& column) {
    const std::uint8_t* above = band.data + static_cast<std::size_t>(row.low) * working_width;
    const std::uint8_t* below = band.data + static_cast<std::size_t>(row.high) * working_width;
    const std::uint8_t first = above[column.low];
    return above[column.high] == first && below[column.low] == first && below[column.high] == first ? first : in_band;
  };
  const auto fill_solid = [&](const Cell& row, int begin, int end, std::uint8_t value) {
    for (int y = row.begin; y < row.end; ++y) {
      const std::size_t line = static_cast<std::size_t>(y) * width;
      std::fill(alpha.data + line + begin, alpha.data + line + end, value);
    }
  };
  const auto fill_mixed = [&](const Cell& row, const Cell& column) {
    const std::size_t above = static_cast<std::size_t>(row.low) * working_width;
    const std::size_t below = static_cast<std::size_t>(row.high) * working_width;
    const ColourMap corners[4] = {map_at(above + column.low), map_at(above + column.high), map_at(below + column.low),
                                  map_at(below + column.high)};
    for (int y = row.begin; y < row.end; ++y) {
      const std::size_t line = static_cast<std::size_t>(y) * width;
      for (int x = column.begin; x < column.end; ++x) {
        const ColourMap at_pixel = interpolated(corners, rows.pixels[y].weight, columns.pixels[x].weight);
        const Rgb8 colour = photo.data[line + x];
        const float coverage = coverage_of(at_pixel, colour.r, colour.g, colour.b);
        alpha.data[line + x] = static_cast<std::uint8_t>(std::lround(255.0F * sharpened(coverage, gain)));
      }
    }
  };
  for (const Cell& row : rows.cells) {
    for (auto column = columns.cells.begin(); column != columns.cells.end();) {
      const std::uint8_t solid = solid_of(row, *column);
      if (solid == in_band) {
        fill_mixed(row, *column++);
        continue;
      }
      // Most of a photo is far from the edge: a run of cells is filled at once.
      const int begin = column->begin;
      const auto differs = [&](const Cell& next) { return solid_of(row, next) != solid; };
      column = std::find_if(std::next(column), columns.cells.end(), differs);
      fill_solid(row, begin, std::prev(column)->end, solid);
    }
  }
}

}  // namespace hesscut::kernels::cpu
