#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <istream>
#include <string>

namespace hesscut::catalogue {

/// The bytes of a manifest one by one, as they come; a byte order mark of UTF-8 at the beginning is left out.
class TextStream {
 public:
  static constexpr int end = -1;

  /// Throws Error (usage), naming the file, where it cannot be opened or is a folder.
  explicit TextStream(const std::filesystem::path& file);

  /// `name` is what messages call it. The stream must outlive this and is read only as far as bytes are asked for.
  TextStream(std::istream& stream, std::string name);

  TextStream(const TextStream&) = delete;
  TextStream& operator=(const TextStream&) = delete;

  /// The next byte, 0..255, or `end`. Throws Error (input), naming the file, where it cannot be read on.
  [[nodiscard]] int get();
  /// The same, and it will be the next one again.
  [[nodiscard]] int peek();

  /// "FILE:LINE", as one line of UTF-8.
  [[nodiscard]] std::string place(std::size_t line) const { return name_ + ":" + std::to_string(line); }
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  int read(bool stay);
  void skip_byte_order_mark();

  std::ifstream file_;
  std::istream& stream_;
  std::string name_;
  bool begun_ = false;
  std::string held_;  ///< bytes that looked like a byte order mark, but were none
};

/// Whether a file can be looked through first and then read: a pipe cannot.
[[nodiscard]] bool can_be_read_twice(const std::filesystem::path& file);

}  // namespace hesscut::catalogue
