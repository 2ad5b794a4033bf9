#include "host/catalogue/text/text_stream.hpp"

#include <cerrno>
#include <hesscut/error.hpp>
#include <ios>
#include <string_view>
#include <system_error>
#include <utility>

#include "host/catalogue/text/text.hpp"

namespace hesscut::catalogue {

namespace fs = std::filesystem;

TextStream::TextStream(const fs::path& file) : stream_(file_), name_(printable(file.string())) {
  std::error_code unknown;
  const bool is_folder = fs::is_directory(file, unknown);
  errno = 0;
  if (!is_folder) file_.open(file, std::ios::binary);
  if (file_.is_open()) return;
  throw Error(ErrorKind::usage, name_ + ": " + std::generic_category().message(is_folder ? EISDIR : errno));
}

TextStream::TextStream(std::istream& stream, std::string name) : stream_(stream), name_(std::move(name)) {}

int TextStream::get() {
  if (!begun_) skip_byte_order_mark();
  if (held_.empty()) return read(false);
  const int byte = static_cast<unsigned char>(held_.front());
  held_.erase(0, 1);
  return byte;
}

int TextStream::peek() {
  if (!begun_) skip_byte_order_mark();
  return held_.empty() ? read(true) : static_cast<unsigned char>(held_.front());
}

/// Past the stream and its sentries: they cost more than the byte, and hide why it cannot be had.
int TextStream::read(bool stay) {
  std::streambuf* const buffer = stream_.rdbuf();
  try {
    const int byte = stay ? buffer->sgetc() : buffer->sbumpc();
    return byte == std::streambuf::traits_type::eof() ? end : byte;
  } catch (const std::ios_base::failure& failure) {
    throw Error(ErrorKind::input, name_ + ": " + failure.code().message());
  }
}

void TextStream::skip_byte_order_mark() {
  begun_ = true;
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  for (const char expected : mark) {
    if (read(true) != static_cast<unsigned char>(expected)) return;
    held_ += static_cast<char>(read(false));
  }
  held_.clear();
}

bool can_be_read_twice(const fs::path& file) {
  std::error_code unknown;
  return fs::is_regular_file(file, unknown);
}

}  // namespace hesscut::catalogue
