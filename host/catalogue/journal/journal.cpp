#include "host/catalogue/journal/journal.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <hesscut/error.hpp>
#include <nlohmann/json.hpp>
#include <system_error>

#include "host/catalogue/text/digest.hpp"

namespace hesscut::catalogue {
namespace {

constexpr std::size_t digest_digits = 16;
constexpr std::string_view pass_start = R"({"pass":)";

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& reason) {
  throw Error(ErrorKind::output, file.string() + ": " + reason);
}

[[noreturn]] void fail(const std::filesystem::path& file) {
  fail(file, std::generic_category().message(errno));
}

std::string line_of(const std::string& json) {
  return sha256(json).substr(0, digest_digits) + " " + json + "\n";
}

/// The JSON of a line that is as it was written.
std::optional<std::string_view> content_of(std::string_view line) {
  if (line.size() <= digest_digits || line[digest_digits] != ' ') return std::nullopt;
  const std::string_view json = line.substr(digest_digits + 1);
  if (sha256(json).compare(0, digest_digits, line, 0, digest_digits) != 0) return std::nullopt;
  return json;
}

std::optional<ItemStatus> status_from_name(std::string_view name) {
  for (const ItemStatus status : {ItemStatus::done, ItemStatus::failed, ItemStatus::deferred, ItemStatus::withdrawn}) {
    if (status_name(status) == name) return status;
  }
  return std::nullopt;
}

/// The id and the status of a record, which are its first two keys; no more of it is looked at.
class Head : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool start_object(std::size_t /*elements*/) override { return true; }
  bool key(string_t& name) override {
    key_ = name;
    return true;
  }
  bool string(string_t& value) override {
    if (key_ == "id") id = value;
    if (key_ == "status") status = status_from_name(value);
    return !status;
  }
  bool null() override { return false; }
  bool boolean(bool /*value*/) override { return false; }
  bool number_integer(number_integer_t /*value*/) override { return false; }
  bool number_unsigned(number_unsigned_t /*value*/) override { return false; }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return false; }
  bool binary(binary_t& /*value*/) override { return false; }
  bool end_object() override { return false; }
  bool start_array(std::size_t /*elements*/) override { return false; }
  bool end_array() override { return false; }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    return false;
  }

  std::string id;
  std::optional<ItemStatus> status;

 private:
  std::string key_;
};

/// Takes a line into the index; false where it is not what was written.
bool take_line(std::string_view line, std::uint64_t offset, JournalIndex& index) {
  const std::optional<std::string_view> json = content_of(line);
  if (!json) return false;
  if (json->starts_with(pass_start)) {
    const std::string_view account = json->substr(pass_start.size());
    index.passes.emplace_back(account.substr(0, account.size() - 1));
    return true;
  }
  Head head;
  nlohmann::json::sax_parse(*json, &head);
  if (!head.status) return false;
  index.items.put(short_digest(head.id),
                  {offset + digest_digits + 1, static_cast<std::uint32_t>(json->size()), *head.status});
  ++index.lines;
  return true;
}

}  // namespace

std::optional<JournalIndex::Position> JournalIndex::find(std::string_view id) const {
  const Position* position = items.find(short_digest(id));
  return position == nullptr ? std::nullopt : std::optional(*position);
}

JournalIndex read_journal(const std::filesystem::path& file) {
  JournalIndex index;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    if (errno == ENOENT) return index;
    fail(file);
  }
  std::string line;
  for (std::uint64_t number = 1; std::getline(stream, line); ++number) {
    if (stream.eof()) break;  // no line feed: its writer was killed
    if (!take_line(line, index.whole, index)) index.damaged.push_back(number);
    index.whole += line.size() + 1;
  }
  if (stream.bad()) fail(file, "cannot be read");
  return index;
}

Record read_record(const std::filesystem::path& file, const JournalIndex::Position& position) {
  std::ifstream stream(file, std::ios::binary);
  std::string json(position.length, '\0');
  stream.seekg(static_cast<std::streamoff>(position.offset));
  stream.read(json.data(), static_cast<std::streamsize>(json.size()));
  if (!stream) fail(file, "a record that was there is gone");
  return record_from_json(json);
}

Journal::Journal(const std::filesystem::path& file) : file_(file) {
  descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail(file);
  try {
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) fail(file, "another process is at work on this part of the run");
      fail(file);
    }
    index_ = read_journal(file);
    if (::ftruncate(descriptor_, static_cast<off_t>(index_.whole)) != 0) fail(file);
  } catch (...) {
    ::close(descriptor_);
    throw;
  }
}

Journal::~Journal() {
  ::close(descriptor_);
}

std::optional<Record> Journal::find(std::string_view id) const {
  std::optional<JournalIndex::Position> position;
  {
    const std::scoped_lock lock(mutex_);
    position = index_.find(id);
  }
  if (!position) return std::nullopt;
  Record record = read_record(file_, *position);
  if (record.id != id) return std::nullopt;  // another one with the same short digest
  return record;
}

void Journal::append(std::span<const Record> records) {
  const std::scoped_lock lock(mutex_);
  std::string lines;
  std::vector<std::pair<std::uint64_t, JournalIndex::Position>> positions;
  for (const Record& record : records) {
    const std::string json = to_json(record);
    positions.emplace_back(short_digest(record.id),
                           JournalIndex::Position{index_.whole + lines.size() + digest_digits + 1,
                                                  static_cast<std::uint32_t>(json.size()), record.status});
    lines += line_of(json);
  }
  write(lines);
  for (const auto& [key, position] : positions) index_.items.put(key, position);
  index_.lines += records.size();
}

void Journal::append_pass(const std::string& pass) {
  const std::scoped_lock lock(mutex_);
  write(line_of(std::string(pass_start) + pass + "}"));
  index_.passes.push_back(pass);
}

void Journal::write(const std::string& lines) {
  std::size_t written = 0;
  while (written < lines.size()) {
    const ssize_t count = ::write(descriptor_, lines.data() + written, lines.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const int reason = errno;
      // Half a line must not stay: the next one would go on in it. Where even this fails, a reader finds it damaged.
      if (::ftruncate(descriptor_, static_cast<off_t>(index_.whole)) != 0) index_.whole += written;
      errno = reason;
      fail(file_);
    }
    written += static_cast<std::size_t>(count);
  }
  index_.whole += lines.size();
  if (::fdatasync(descriptor_) != 0 && errno != EINVAL) fail(file_);
}

}  // namespace hesscut::catalogue
