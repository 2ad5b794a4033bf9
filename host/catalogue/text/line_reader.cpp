#include "host/catalogue/text/line_reader.hpp"

namespace hesscut::catalogue {

std::optional<Line> LineReader::next() {
  int byte = stream_.get();
  if (byte == TextStream::end) return std::nullopt;
  Line line;
  line.number = ++number_;
  bool too_long = false;
  for (; byte != TextStream::end && byte != '\n'; byte = stream_.get()) {
    too_long = too_long || line.text.size() > longest_line;  // one more may be the CR of a line end
    if (!too_long) line.text += static_cast<char>(byte);
  }
  if (!too_long && line.text.ends_with('\r')) line.text.pop_back();
  if (line.text.size() > longest_line) {
    line.trouble = "a line of more than " + std::to_string(longest_line) + " bytes";
  } else if (line.text.find('\0') != std::string::npos) {
    line.trouble = "a NUL in the line";
  }
  if (!line.trouble.empty()) line.text.clear();
  return line;
}

}  // namespace hesscut::catalogue
