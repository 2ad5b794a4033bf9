#include "host/catalogue/input/source.hpp"

#include <algorithm>
#include <hesscut/error.hpp>
#include <system_error>
#include <utility>

#include "host/catalogue/input/csv_manifest.hpp"
#include "host/catalogue/input/folder_source.hpp"
#include "host/catalogue/input/item_id.hpp"
#include "host/catalogue/input/list_source.hpp"
#include "host/catalogue/input/pattern_source.hpp"
#include "host/catalogue/text/text.hpp"

namespace hesscut::catalogue {
namespace {

namespace fs = std::filesystem;

class SinglePhoto final : public Source {
 public:
  SinglePhoto(fs::path photo, std::string id) : photo_(std::move(photo)), id_(std::move(id)) {}

  std::optional<Entry> next() override {
    if (std::exchange(given_, true)) return std::nullopt;
    return photo_entry(id_, photo_);
  }

 private:
  std::optional<std::size_t> counted(const std::stop_token& /*stop*/) const override { return 1; }

  fs::path photo_;
  std::string id_;
  bool given_ = false;
};

class Sequence final : public Source {
 public:
  explicit Sequence(std::vector<std::unique_ptr<Source>> sources) : sources_(std::move(sources)) {}

  std::optional<Entry> next() override {
    for (; position_ < sources_.size(); ++position_) {
      if (std::optional<Entry> entry = sources_[position_]->next()) return entry;
    }
    return std::nullopt;
  }

 private:
  std::optional<std::size_t> counted(const std::stop_token& stop) const override {
    std::size_t sum = 0;
    for (const std::unique_ptr<Source>& source : sources_) {
      const std::optional<std::size_t> count = source->count(stop);
      if (!count) return std::nullopt;
      sum += *count;
    }
    return sum;
  }

  std::vector<std::unique_ptr<Source>> sources_;
  std::size_t position_ = 0;
};

std::string lower_ending(const fs::path& path) {
  std::string ending = path.extension().string();
  std::ranges::transform(ending, ending.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return ending;
}

/// alone: whether there is no other input whose ids these might be.
std::unique_ptr<Source> open_one(const std::string& input, bool alone, std::istream& standard_input) {
  if (input.empty()) throw Error(ErrorKind::usage, "an input must not be empty");
  if (!is_utf8(input)) throw Error(ErrorKind::usage, printable(input) + ": not UTF-8");
  if (input == "-") return open_list(standard_input);
  if (input.starts_with('@')) return open_list(input.substr(1));

  std::error_code failure;
  const fs::file_status status = fs::status(input, failure);
  if (fs::is_directory(status)) return open_folder(input, alone ? "" : id_of_path(input) + "/");
  if (!fs::exists(status)) {
    if (is_pattern(input)) return open_pattern(input);
    throw Error(ErrorKind::usage, printable(input) + ": " + failure.message());
  }
  const std::string ending = lower_ending(input);
  if (ending == ".csv") return open_csv_manifest(input);
  if (ending == ".jsonl") return open_jsonl_manifest(input);
  return std::make_unique<SinglePhoto>(input, alone ? fs::path(input).filename().string() : id_of_path(input));
}

}  // namespace

std::unique_ptr<Source> open_source(const std::vector<std::string>& inputs, std::istream& standard_input) {
  if (inputs.empty()) throw Error(ErrorKind::usage, "no input given");
  if (std::ranges::count(inputs, "-") > 1) throw Error(ErrorKind::usage, "-: standard input is there only once");
  std::vector<std::unique_ptr<Source>> sources;
  sources.reserve(inputs.size());
  for (const std::string& input : inputs) sources.push_back(open_one(input, inputs.size() == 1, standard_input));
  return std::make_unique<Sequence>(std::move(sources));
}

}  // namespace hesscut::catalogue
