#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host/catalogue/journal/record.hpp"
#include "host/catalogue/text/digest_map.hpp"

namespace hesscut::catalogue {

/// What the lines of a journal amount to, without the records themselves.
struct JournalIndex {
  struct Position {
    std::uint64_t offset = 0;  ///< of the record's JSON in the file
    std::uint32_t length = 0;
    ItemStatus status = ItemStatus::done;
  };

  DigestMap<Position> items;           ///< by short_digest of the id; the last record of each
  std::vector<std::string> passes;     ///< JSON of every pass, in order
  std::vector<std::uint64_t> damaged;  ///< numbers of lines that are not what was written
  std::uint64_t whole = 0;             ///< bytes up to the end of the last whole line
  std::uint64_t lines = 0;             ///< that tell of an item

  [[nodiscard]] std::optional<Position> find(std::string_view id) const;
};

/// Reads a journal from its beginning; an absent one is empty. What a killed writer left of a last line is passed over.
/// Throws Error (output) where the file cannot be read.
[[nodiscard]] JournalIndex read_journal(const std::filesystem::path& file);

/// Reads one record of a journal. Throws Error (output) where it is not there any more.
[[nodiscard]] Record read_record(const std::filesystem::path& file, const JournalIndex::Position& position);

/// A run's memory: a file to which one line an item is added and in which nothing is ever changed. A line is the first
/// 16 digits of the SHA-256 of what follows, a blank, and a record (or the account of a pass) as JSON.
/// May be used by many threads.
class Journal {
 public:
  /// Opens or creates it, takes off what a killed writer left of a last line, and locks it against other processes.
  /// Throws Error (output), naming the file: no access, or another process is at work on it.
  explicit Journal(const std::filesystem::path& file);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// The last record of an item, if there is any.
  [[nodiscard]] std::optional<Record> find(std::string_view id) const;
  /// Numbers of lines that were not what had been written when the journal was opened; their items will be done again.
  [[nodiscard]] const std::vector<std::uint64_t>& damaged() const { return index_.damaged; }
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

  /// On disk when it returns. Throws Error (output) when the disk does not take it; then none of them counts.
  void append(std::span<const Record> records);
  /// How a pass over the input has ended; `pass` is a JSON object.
  void append_pass(const std::string& pass);

 private:
  void write(const std::string& lines);

  std::filesystem::path file_;
  int descriptor_ = -1;
  mutable std::mutex mutex_;
  JournalIndex index_;
};

}  // namespace hesscut::catalogue
