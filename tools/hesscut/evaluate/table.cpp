#include "tools/hesscut/evaluate/table.hpp"

#include <algorithm>

#include "tools/hesscut/evaluate/table_cells.hpp"

namespace hesscut::evaluate {
namespace {

std::string csv_row(const Row& row) {
  const Metrics& m = row.metrics;
  const std::string alpha =
      row.alpha ? number(row.alpha->sad, 5) + ',' + scientific(row.alpha->mse) + ',' + number(row.alpha->gradient, 5)
                : ",,";
  return csv_field(row.image) + ',' + number(m.iou, 6) + ',' + number(m.dsc, 6) + ',' + number(m.hd, 3) + ',' +
         number(m.hd95, 3) + ',' + number(m.assd, 4) + ',' + number(m.bf1, 6) + ',' + number(m.bf2, 6) + ',' +
         number(row.iterations, 1) + ',' + (row.gap ? scientific(*row.gap) : "") + ',' + number(row.ms, 2) + ',' +
         alpha + '\n';
}

std::string alpha_cells(const AlphaMetrics& alpha) {
  return padded(number(alpha.sad, 3), 9) + padded(scientific(alpha.mse), 11) + padded(number(alpha.gradient, 3), 9);
}

std::string text_row(const Row& row, std::size_t name_width) {
  const Metrics& m = row.metrics;
  return row.image + std::string(name_width - row.image.size(), ' ') + padded(number(m.iou, 4), 8) +
         padded(number(m.dsc, 4), 8) + padded(number(m.hd, 1), 8) + padded(number(m.hd95, 1), 8) +
         padded(number(m.assd, 2), 8) + padded(number(m.bf1, 3), 7) + padded(number(m.bf2, 3), 7) +
         padded(number(row.iterations, 0), 6) + padded(row.gap ? scientific(*row.gap) : "-", 12) +
         padded(number(row.ms, 1), 9) + (row.alpha ? alpha_cells(*row.alpha) : "") + '\n';
}

}  // namespace

Row mean_row(const std::vector<Row>& rows) {
  Row mean{"mean", {}, 0, std::nullopt, 0, std::nullopt};
  const auto add = [n = static_cast<double>(rows.size())](double& sum, double value) { sum += value / n; };
  for (const Row& row : rows) {
    add(mean.metrics.iou, row.metrics.iou);
    add(mean.metrics.dsc, row.metrics.dsc);
    add(mean.metrics.hd, row.metrics.hd);
    add(mean.metrics.hd95, row.metrics.hd95);
    add(mean.metrics.assd, row.metrics.assd);
    add(mean.metrics.bf1, row.metrics.bf1);
    add(mean.metrics.bf2, row.metrics.bf2);
    add(mean.iterations, row.iterations);
    add(mean.ms, row.ms);
    if (row.gap) {
      mean.gap = mean.gap.value_or(0);
      add(*mean.gap, *row.gap);
    }
    if (row.alpha) {
      mean.alpha = mean.alpha.value_or(AlphaMetrics());
      add(mean.alpha->sad, row.alpha->sad);
      add(mean.alpha->mse, row.alpha->mse);
      add(mean.alpha->gradient, row.alpha->gradient);
    }
  }
  return mean;
}

std::string to_csv(const std::vector<Row>& rows) {
  std::string csv = "image,iou,dsc,hd,hd95,assd,bf1,bf2,iterations,gap,ms,sad,mse,gradient\n";
  for (const Row& row : rows) csv += csv_row(row);
  return csv + csv_row(mean_row(rows));
}

std::string to_text(const std::vector<Row>& rows) {
  std::size_t name_width = 5;
  for (const Row& row : rows) name_width = std::max(name_width, row.image.size());
  const Row mean = mean_row(rows);
  std::string text = "image" + std::string(name_width - 5, ' ') +
                     "     iou     dsc      hd    hd95    assd    bf1    bf2 iters         gap       ms" +
                     (mean.alpha ? "      sad        mse gradient" : "") + '\n';
  for (const Row& row : rows) text += text_row(row, name_width);
  return text + text_row(mean, name_width);
}

}  // namespace hesscut::evaluate
