#include "tools/hesscut/evaluate/table.hpp"

#include <algorithm>

#include "tools/hesscut/evaluate/table_cells.hpp"

namespace hesscut::evaluate {
namespace {

std::string csv_row(const Row& row) {
  const Metrics& m = row.metrics;
  return csv_field(row.image) + ',' + number(m.iou, 6) + ',' + number(m.dsc, 6) + ',' + number(m.hd, 3) + ',' +
         number(m.hd95, 3) + ',' + number(m.assd, 4) + ',' + number(m.bf2, 6) + ',' + number(row.iterations, 1) + ',' +
         (row.gap ? scientific(*row.gap) : "") + ',' + number(row.ms, 2) + '\n';
}

std::string text_row(const Row& row, std::size_t name_width) {
  const Metrics& m = row.metrics;
  return row.image + std::string(name_width - row.image.size(), ' ') + padded(number(m.iou, 4), 8) +
         padded(number(m.dsc, 4), 8) + padded(number(m.hd, 1), 8) + padded(number(m.hd95, 1), 8) +
         padded(number(m.assd, 2), 8) + padded(number(m.bf2, 3), 7) + padded(number(row.iterations, 0), 6) +
         padded(row.gap ? scientific(*row.gap) : "-", 12) + padded(number(row.ms, 1), 9) + '\n';
}

}  // namespace

Row mean_row(const std::vector<Row>& rows) {
  Row mean{"mean", {}, 0, std::nullopt, 0};
  const auto add = [n = static_cast<double>(rows.size())](double& sum, double value) { sum += value / n; };
  for (const Row& row : rows) {
    add(mean.metrics.iou, row.metrics.iou);
    add(mean.metrics.dsc, row.metrics.dsc);
    add(mean.metrics.hd, row.metrics.hd);
    add(mean.metrics.hd95, row.metrics.hd95);
    add(mean.metrics.assd, row.metrics.assd);
    add(mean.metrics.bf2, row.metrics.bf2);
    add(mean.iterations, row.iterations);
    add(mean.ms, row.ms);
    if (row.gap) {
      mean.gap = mean.gap.value_or(0);
      add(*mean.gap, *row.gap);
    }
  }
  return mean;
}

std::string to_csv(const std::vector<Row>& rows) {
  std::string csv = "image,iou,dsc,hd,hd95,assd,bf2,iterations,gap,ms\n";
  for (const Row& row : rows) csv += csv_row(row);
  return csv + csv_row(mean_row(rows));
}

std::string to_text(const std::vector<Row>& rows) {
  std::size_t name_width = 5;
  for (const Row& row : rows) name_width = std::max(name_width, row.image.size());
  std::string text = "image" + std::string(name_width - 5, ' ') +
                     "     iou     dsc      hd    hd95    assd    bf2 iters         gap       ms\n";
  for (const Row& row : rows) text += text_row(row, name_width);
  return text + text_row(mean_row(rows), name_width);
}

}  // namespace hesscut::evaluate
