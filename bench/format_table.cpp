#include "bench/format_table.hpp"

#include <algorithm>
#include <cstddef>

#include "tools/hesscut/evaluate/table_cells.hpp"

namespace hesscut::bench {
namespace {

using Cells = std::vector<std::string>;

std::string line(const Cells& cells, const std::vector<std::size_t>& widths) {
  std::string text = cells[0] + std::string(widths[0] - cells[0].size(), ' ');
  for (std::size_t k = 1; k < cells.size(); ++k) text += "  " + evaluate::padded(cells[k], widths[k]);
  return text + '\n';
}

std::string markdown_line(const Cells& cells) {
  std::string text = "|";
  for (const std::string& cell : cells) text += ' ' + cell + " |";
  return text + '\n';
}

}  // namespace

std::string format_table(const std::vector<Cells>& rows, bool markdown) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const Cells& row : rows) {
    for (std::size_t k = 0; k < row.size(); ++k) widths[k] = std::max(widths[k], row[k].size());
  }
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text += markdown ? markdown_line(rows[i]) : line(rows[i], widths);
    if (markdown && i == 0) text += markdown_line(Cells(widths.size(), "---"));
  }
  return text;
}

}  // namespace hesscut::bench
