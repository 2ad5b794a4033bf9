#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "host/catalogue/text/text_stream.hpp"

namespace hesscut::catalogue {

inline constexpr std::size_t longest_line = std::size_t{1} << 20U;  ///< bytes, of a line or record

struct Line {
  std::string text;        ///< without its end, LF or CR LF
  std::size_t number = 0;  ///< from 1
  std::string trouble;     ///< not empty: why it is no line of text; the text is empty then
};

/// Lines of a text, one by one; no more than the longest allowed one is ever held. The last needs no line end.
class LineReader {
 public:
  explicit LineReader(TextStream& stream) : stream_(stream) {}

  /// The next line; nothing at the end. Throws Error (input) as TextStream.
  [[nodiscard]] std::optional<Line> next();

 private:
  TextStream& stream_;
  std::size_t number_ = 0;
};

}  // namespace hesscut::catalogue
