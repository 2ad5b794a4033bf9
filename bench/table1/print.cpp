#include "bench/table1/print.hpp"

#include "bench/format_table.hpp"
#include "tools/hesscut/evaluate/table_cells.hpp"

namespace hesscut::bench {
namespace {

using evaluate::number;
using evaluate::scientific;

using Cells = std::vector<std::string>;

std::string relative(const std::optional<double>& value) {
  return value ? scientific(*value) : "-";
}

}  // namespace

std::string summary_table(const std::vector<Outcome>& means, bool markdown) {
  std::vector<Cells> rows{{"method", "DSC", "HD", "iterations", "u above optimum", "mask above optimum",
                           "certified gap", "mask certificate"}};
  for (const Outcome& mean : means) {
    const std::string iterations = mean.iterations ? number(*mean.iterations, 0) : "-";
    rows.push_back({mean.method, number(mean.metrics.dsc, 3), number(mean.metrics.hd, 1),
                    iterations + (mean.stopped ? "" : " (limit)"), relative(mean.above_optimum),
                    relative(mean.mask_above_optimum), relative(mean.gap), relative(mean.mask_certificate)});
  }
  return format_table(rows, markdown);
}

std::string photo_table(const std::vector<std::string>& names, const std::vector<std::vector<Outcome>>& photos,
                        bool markdown) {
  std::vector<Cells> rows{{"DSC / HD"}};
  for (const Outcome& one : photos.front()) rows[0].push_back(one.method);
  for (std::size_t i = 0; i < photos.size(); ++i) {
    rows.push_back({names[i]});
    for (const Outcome& one : photos[i]) {
      rows.back().push_back(number(one.metrics.dsc, 3) + " / " + number(one.metrics.hd, 1));
    }
  }
  return format_table(rows, markdown);
}

std::string footer() {
  return "HD: pixels, the largest distance of the two outlines. The HD column of Li 2025 is no such distance: squared, "
         "none "
         "of its\nvalues is a sum of two integer squares (bench/table1/pixel_distance.py); and its image 5 is lost to "
         "U-Net.\n";
}

}  // namespace hesscut::bench
