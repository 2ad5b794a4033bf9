#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/catalogue/text/text_stream.hpp"

namespace hesscut::catalogue {

struct CsvRecord {
  std::vector<std::string> fields;
  std::size_t line = 0;  ///< where it begins, from 1
  std::string trouble;   ///< not empty: what is wrong with its form; the fields are empty then
};

/// Records of RFC 4180: fields between separators, quoted ones with line ends, separators and doubled quotes inside,
/// record ends LF or CR LF. Empty lines between records are passed over; blanks belong to fields. No more than a record
/// of the length allowed for a line (line_reader.hpp) is ever held; a longer one, or one whose quotes are wrong, is
/// trouble, and reading goes on at the next line end outside quotes.
class CsvReader {
 public:
  /// first_line: number of the line that the stream stands at the beginning of.
  CsvReader(TextStream& stream, char separator, std::size_t first_line = 1)
      : stream_(stream), separator_(separator), line_(first_line) {}

  /// The next record; nothing at the end. Throws Error (input) as TextStream.
  [[nodiscard]] std::optional<CsvRecord> next();

 private:
  [[nodiscard]] int first_of_record();

  TextStream& stream_;
  char separator_;
  std::size_t line_;
};

/// Comma, semicolon or tab: the one that stands most often in the line outside quotes; comma where none does.
[[nodiscard]] char separator_of(std::string_view header_line);

}  // namespace hesscut::catalogue
