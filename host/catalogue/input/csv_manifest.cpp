#include "host/catalogue/input/csv_manifest.hpp"

#include <algorithm>
#include <array>
#include <hesscut/error.hpp>
#include <sstream>
#include <vector>

#include "host/catalogue/input/csv_values.hpp"
#include "host/catalogue/input/entry_checks.hpp"
#include "host/catalogue/input/item_id.hpp"
#include "host/catalogue/text/csv_reader.hpp"
#include "host/catalogue/text/line_reader.hpp"
#include "host/catalogue/text/text.hpp"

namespace hesscut::catalogue {
namespace {

namespace fs = std::filesystem;

enum class Column { id, path, fg, bg, box, markers, preset, set, write };
constexpr std::array<std::string_view, 9> column_names = {"id",      "path",   "fg",  "bg",   "box",
                                                          "markers", "preset", "set", "write"};

std::string_view name_of(Column column) {
  return column_names.at(static_cast<std::size_t>(column));
}

/// A name of the first line; throws Error (input) with the bare reason for one that is none.
Column column_named(std::string_view name) {
  const auto* const found = std::ranges::find(column_names, name);
  if (found != column_names.end()) return static_cast<Column>(found - column_names.begin());
  std::string known;
  for (const std::string_view column : column_names) known += (known.empty() ? "" : ", ") + std::string(column);
  throw Error(ErrorKind::input, "column " + in_quotes(name) + " is not one of " + known);
}

struct Header {
  char separator = ',';
  std::vector<Column> columns;
};

Header header_of(const std::string& text) {
  Header header;
  header.separator = separator_of(text);
  std::istringstream bytes(text);
  TextStream stream(bytes, "");
  const std::optional<CsvRecord> record = CsvReader(stream, header.separator).next();
  if (!record) throw Error(ErrorKind::input, "expected names of columns");
  if (!record->trouble.empty()) throw Error(ErrorKind::input, record->trouble);
  for (const std::string& name : record->fields) {
    const Column column = column_named(trimmed(name));
    if (std::ranges::find(header.columns, column) != header.columns.end()) {
      throw Error(ErrorKind::input, "column " + in_quotes(trimmed(name)) + " is there twice");
    }
    header.columns.push_back(column);
  }
  if (std::ranges::find(header.columns, Column::path) == header.columns.end()) {
    throw Error(ErrorKind::input, "no column 'path'");
  }
  return header;
}

/// Takes the first line from the stream. The whole file is of no use without it, hence Error (usage).
Header read_header(TextStream& stream) {
  const std::optional<Line> line = LineReader(stream).next();
  const std::string place = stream.place(1) + ": ";
  if (!line) throw Error(ErrorKind::usage, place + "expected names of columns");
  if (!line->trouble.empty()) throw Error(ErrorKind::usage, place + line->trouble);
  try {
    return header_of(line->text);
  } catch (const Error& error) {
    throw Error(ErrorKind::usage, place + error.what());
  }
}

void read_field(Entry& entry, Product& product, Column column, const std::string& text, const fs::path& folder) {
  if (text.find('\0') != std::string::npos) throw Error(ErrorKind::input, "a NUL in the field");
  if (!is_utf8(text)) throw Error(ErrorKind::input, "not UTF-8");
  const bool blank = trimmed(text).empty();
  if (blank && column != Column::path) return;
  switch (column) {
    case Column::id:
      entry.id = text;
      check_id(entry.id);
      break;
    case Column::path:
      entry.photo = checked_path(text, folder);
      break;
    case Column::fg:  // product.markers gets foreground before background in every order of columns
      for (std::size_t i = 0; const Point& point : parse_points(text)) {
        product.markers.strokes.insert(product.markers.strokes.begin() + static_cast<std::ptrdiff_t>(i++),
                                       Stroke{Label::foreground, {point}});
      }
      break;
    case Column::bg:
      for (const Point& point : parse_points(text)) product.markers.add_point(Label::background, point);
      break;
    case Column::box:
      product.markers.box = parse_box(text);
      break;
    case Column::markers:
      product.mask = checked_path(text, folder);
      break;
    case Column::preset:
      entry.preset = trimmed(text);
      check_preset(entry.preset);
      break;
    case Column::set:
      entry.settings = parse_settings(text);
      break;
    case Column::write:
      entry.write = parse_outputs(text);
      break;
  }
}

/// Throws Error (input) with the bare reason.
Entry entry_of(const std::vector<std::string>& fields, const std::vector<Column>& columns, const fs::path& folder) {
  if (fields.size() != columns.size()) {
    throw Error(ErrorKind::input,
                std::to_string(fields.size()) + " fields where the first line has " + std::to_string(columns.size()));
  }
  Entry entry;
  Product product;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const Column column = columns[i];
    naming("column", name_of(column), [&] { read_field(entry, product, column, fields[i], folder); });
    if (column == Column::path && entry.id.empty()) entry.id = id_of_path(fields[i]);
  }
  naming("column", name_of(Column::path), [&] { check_id(entry.id); });
  naming("column", name_of(Column::set), [&] { check_settings(entry.preset, entry.settings); });
  if (!product.markers.empty() || !product.mask.empty()) entry.products.push_back(std::move(product));
  return entry;
}

class CsvManifest final : public Source {
 public:
  explicit CsvManifest(const fs::path& file)
      : file_(file), stream_(file), header_(read_header(stream_)), records_(stream_, header_.separator, 2) {}

  std::optional<Entry> next() override {
    const std::optional<CsvRecord> record = records_.next();
    if (!record) return std::nullopt;
    const std::string place = stream_.place(record->line);
    if (!record->trouble.empty()) return trouble_entry(place, place + ": " + record->trouble);
    try {
      Entry entry;
      naming_place(place, [&] { entry = entry_of(record->fields, header_.columns, file_.parent_path()); });
      entry.place = place;
      return entry;
    } catch (const Error& error) {
      return trouble_entry(place, error.what());
    }
  }

 private:
  std::optional<std::size_t> counted(const std::stop_token& stop) const override {
    if (!can_be_read_twice(file_)) return std::nullopt;
    TextStream stream(file_);
    CsvReader records(stream, read_header(stream).separator, 2);
    return counted_by([&] { return records.next().has_value(); }, stop);
  }

  fs::path file_;
  TextStream stream_;
  Header header_;
  CsvReader records_;
};

}  // namespace

std::unique_ptr<Source> open_csv_manifest(const fs::path& file) {
  return std::make_unique<CsvManifest>(file);
}

}  // namespace hesscut::catalogue
