#include "host/catalogue/input/list_source.hpp"

#include <hesscut/error.hpp>
#include <utility>

#include "host/catalogue/input/entry_checks.hpp"
#include "host/catalogue/input/entry_json.hpp"
#include "host/catalogue/input/item_id.hpp"
#include "host/catalogue/text/line_reader.hpp"
#include "host/catalogue/text/text.hpp"

namespace hesscut::catalogue {
namespace {

namespace fs = std::filesystem;

enum class Form {
  list,   ///< paths, objects and comments
  jsonl,  ///< objects
};

bool says_nothing(const Line& line, Form form) {
  if (!line.trouble.empty()) return false;
  return trimmed(line.text).empty() || (form == Form::list && line.text.starts_with('#'));
}

Entry path_entry(const std::string& text, const fs::path& folder, const std::string& place) {
  Entry entry;
  naming_place(place, [&] {
    entry.photo = checked_path(text, folder);
    entry.id = id_of_path(text);
    check_id(entry.id);
  });
  entry.place = place;
  return entry;
}

class LineSource final : public Source {
 public:
  LineSource(const fs::path& file, Form form)
      : file_(file), folder_(file.parent_path()), form_(form), stream_(file), lines_(stream_) {}
  explicit LineSource(std::istream& standard_input)
      : form_(Form::list), stream_(standard_input, "standard input"), lines_(stream_) {}

  std::optional<Entry> next() override {
    const std::optional<Line> line = next_of(lines_);
    if (!line) return std::nullopt;
    const std::string place = stream_.place(line->number);
    if (!line->trouble.empty()) return trouble_entry(place, place + ": " + line->trouble);
    try {
      const bool is_path = form_ == Form::list && !line->text.starts_with('{');
      return is_path ? path_entry(line->text, folder_, place) : entry_from_json(line->text, folder_, place);
    } catch (const Error& error) {
      return trouble_entry(place, error.what());
    }
  }

 private:
  std::optional<std::size_t> counted(const std::stop_token& stop) const override {
    if (file_.empty() || !can_be_read_twice(file_)) return std::nullopt;
    TextStream stream(file_);
    LineReader lines(stream);
    return counted_by([&] { return next_of(lines).has_value(); }, stop);
  }

  [[nodiscard]] std::optional<Line> next_of(LineReader& lines) const {
    std::optional<Line> line = lines.next();
    while (line && says_nothing(*line, form_)) line = lines.next();
    return line;
  }

  fs::path file_;    ///< empty for standard input
  fs::path folder_;  ///< what relative paths are relative to; empty: the working folder
  Form form_;
  TextStream stream_;
  LineReader lines_;
};

}  // namespace

std::unique_ptr<Source> open_list(const fs::path& file) {
  return std::make_unique<LineSource>(file, Form::list);
}

std::unique_ptr<Source> open_list(std::istream& standard_input) {
  return std::make_unique<LineSource>(standard_input);
}

std::unique_ptr<Source> open_jsonl_manifest(const fs::path& file) {
  return std::make_unique<LineSource>(file, Form::jsonl);
}

}  // namespace hesscut::catalogue
