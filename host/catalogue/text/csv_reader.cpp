#include "host/catalogue/text/csv_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "host/catalogue/text/line_reader.hpp"

namespace hesscut::catalogue {
namespace {

/// A record that grows byte by byte and gives up what it holds at the first thing that is wrong.
class Growing {
 public:
  explicit Growing(std::size_t line) { record_.line = line; }

  void count_byte() {
    if (++bytes_ > longest_line) fail("a record of more than " + std::to_string(longest_line) + " bytes");
  }
  void add(int byte) {
    if (record_.trouble.empty()) field_ += static_cast<char>(byte);
  }
  void end_field() {
    if (record_.trouble.empty()) record_.fields.push_back(std::exchange(field_, {}));
  }
  void fail(const std::string& trouble) {
    if (!record_.trouble.empty()) return;
    record_.trouble = trouble;
    record_.fields.clear();
    field_.clear();
  }
  [[nodiscard]] CsvRecord finish() {
    end_field();
    return std::move(record_);
  }

 private:
  CsvRecord record_;
  std::string field_;
  std::size_t bytes_ = 0;
};

enum class State { begin, bare, quoted, after_quotes };  // of the field that is being read

}  // namespace

/// The first byte behind empty lines.
int CsvReader::first_of_record() {
  for (;;) {
    int byte = stream_.get();
    if (byte == '\r' && stream_.peek() == '\n') byte = stream_.get();
    if (byte != '\n') return byte;
    ++line_;
  }
}

std::optional<CsvRecord> CsvReader::next() {
  int byte = first_of_record();
  if (byte == TextStream::end) return std::nullopt;
  Growing record(line_);
  State state = State::begin;
  for (;; byte = stream_.get()) {
    if (byte == TextStream::end) {
      if (state == State::quoted) record.fail("quotes that are not closed");
      return record.finish();
    }
    if (byte == '\n') ++line_;
    if (byte != '\n' || state == State::quoted) record.count_byte();
    if (state == State::quoted) {
      if (byte != '"') {
        record.add(byte);
      } else if (stream_.peek() == '"') {
        record.add(stream_.get());
      } else {
        state = State::after_quotes;
      }
    } else if (byte == '\n') {
      return record.finish();
    } else if (byte == static_cast<unsigned char>(separator_)) {
      record.end_field();
      state = State::begin;
    } else if (byte == '"' && state == State::begin) {
      state = State::quoted;
    } else if (byte != '\r' || stream_.peek() != '\n') {
      if (state == State::after_quotes) record.fail("text behind closing quotes");
      if (byte == '"') record.fail("quotes inside a field that does not begin with them");
      record.add(byte);
      state = State::bare;
    }
  }
}

char separator_of(std::string_view header_line) {
  constexpr std::string_view separators = ",;\t";
  std::array<std::size_t, separators.size()> counts{};
  bool inside = false;
  for (const char c : header_line) {
    inside = inside != (c == '"');
    const std::size_t which = separators.find(c);
    if (!inside && which != std::string_view::npos) ++counts.at(which);
  }
  return separators[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

}  // namespace hesscut::catalogue
