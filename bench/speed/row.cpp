#include "bench/speed/row.hpp"

#include <cmath>

#include "bench/format_table.hpp"
#include "tools/hesscut/evaluate/table_cells.hpp"

namespace hesscut::bench {
namespace {

using evaluate::csv_field;
using evaluate::number;

constexpr int csv_decimals = 6;

std::string with_unit(double value, const std::string& unit) {
  return number(value, std::abs(value) < 100 ? 2 : 0) + ' ' + unit;
}

std::string shown(const std::optional<double>& value, const std::string& unit) {
  return value ? with_unit(*value, unit) : "-";
}

std::string shown_asked(const Row& row) {
  if (!row.asked) return "-";
  const char* side = row.asked->side == Asked::Side::at_least ? ">= " : "<= ";
  return side + number(row.asked->limit, 2) + ' ' + row.ratio_unit;
}

std::string csv_number(const std::optional<double>& value) {
  return value ? number(*value, csv_decimals) : "";
}

bool meets(double ratio, const Asked& asked) {
  return asked.side == Asked::Side::at_least ? ratio >= asked.limit : ratio <= asked.limit;
}

std::string joined(const std::vector<std::string>& notes) {
  std::string text;
  for (const std::string& note : notes) text += (text.empty() ? "" : "; ") + note;
  return text;
}

}  // namespace

Row not_measured(const std::string& claim, const std::string& why) {
  Row row;
  row.claim = claim;
  row.notes = {"not measured: " + why};
  return row;
}

std::string reached(const Row& row) {
  if (!row.asked || !row.ratio) return "-";
  return meets(*row.ratio, *row.asked) && row.holds ? "yes" : "no";
}

std::string shown_ratio(const Row& row) {
  if (!row.ratio) return "-";
  const double hundredths = 100 * *row.ratio;
  double rounded = std::round(hundredths);
  if (row.asked && meets(rounded / 100, *row.asked) && !meets(*row.ratio, *row.asked)) {
    rounded = row.asked->side == Asked::Side::at_least ? std::floor(hundredths) : std::ceil(hundredths);
  }
  return number(rounded / 100, 2) + ' ' + row.ratio_unit;
}

std::string to_text(const std::vector<Row>& rows) {
  std::vector<std::vector<std::string>> cells{{"claim", "ours", "theirs", "ratio", "asked", "reached"}};
  std::string notes;
  for (const Row& row : rows) {
    cells.push_back({row.claim, shown(row.ours, row.unit), shown(row.theirs, row.unit), shown_ratio(row),
                     shown_asked(row), reached(row)});
    for (const std::string& note : row.notes) notes += row.claim + ": " + note + '\n';
  }
  return format_table(cells, false) + (notes.empty() ? "" : "\n") + notes;
}

std::string to_csv(const std::vector<Row>& rows) {
  std::string text = "claim,unit,ours,theirs,ratio,ratio_unit,asked,reached,notes\n";
  for (const Row& row : rows) {
    text += csv_field(row.claim) + ',' + row.unit + ',' + csv_number(row.ours) + ',' + csv_number(row.theirs) + ',' +
            csv_number(row.ratio) + ',' + (row.ratio ? row.ratio_unit : "") + ',' +
            (row.asked ? csv_number(row.asked->limit) : "") + ',' + (reached(row) == "-" ? "" : reached(row)) + ',' +
            csv_field(joined(row.notes)) + '\n';
  }
  return text;
}

}  // namespace hesscut::bench
