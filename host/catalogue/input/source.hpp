#pragma once

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "host/catalogue/input/entry.hpp"

namespace hesscut::catalogue {

/// Gives the items of an input one by one, in an order that is the same every time; never holds them all.
/// For one thread at a time.
class Source {
 public:
  virtual ~Source() = default;

  /// The next item; nothing at the end. A line that cannot be used is an Entry with `trouble`. Throws Error (input),
  /// naming the file or folder, where the rest of the input cannot be read at all.
  [[nodiscard]] virtual std::optional<Entry> next() = 0;

  /// How many items there will be, where that can be told by looking through the input first; may take a while. Nothing
  /// when it is told to stop before it knows.
  [[nodiscard]] std::optional<std::size_t> count(const std::stop_token& stop = {}) const { return counted(stop); }

 private:
  [[nodiscard]] virtual std::optional<std::size_t> counted(const std::stop_token& stop) const = 0;
};

/// How many times `next` gives something; nothing when told to stop before.
template <typename Next>
[[nodiscard]] std::optional<std::size_t> counted_by(const Next& next, const std::stop_token& stop) {
  std::size_t count = 0;
  while (!stop.stop_requested()) {
    if (!next()) return count;
    ++count;
  }
  return std::nullopt;
}

/// The items of inputs, one after the other. An input is
///   - a folder: the photos in it and below, by names in byte order, without hidden files and folders; an item's id is
///     its path relative to the folder;
///   - a pattern with * ? [] (as in a shell; ** is not special): the photos that match;
///   - @FILE: a list, a line an item; "-": the same from `standard_input`. A line that begins with { is an object as in
///     a JSONL manifest, any other a path; empty lines and lines that begin with # are passed over;
///   - a file whose name ends in .csv or .jsonl: a manifest;
///   - any other file: a photo, its id the file name.
/// Where there are several inputs, ids of folders and photos begin with their paths, as ids of a list do, so that those
/// of one are not those of another.
/// The id of a path in a list or from a pattern is that path without leading "./" or "/". Relative paths in a manifest
/// or list are relative to its folder, those from standard input to the working folder.
/// Throws Error (usage), naming the input, where one does not exist or its kind of header is not understood.
[[nodiscard]] std::unique_ptr<Source> open_source(const std::vector<std::string>& inputs, std::istream& standard_input);

}  // namespace hesscut::catalogue
