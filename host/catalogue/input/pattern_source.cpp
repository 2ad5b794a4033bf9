#include "host/catalogue/input/pattern_source.hpp"

#include <glob.h>

#include <algorithm>
#include <cerrno>
#include <hesscut/error.hpp>
#include <new>
#include <system_error>
#include <utility>
#include <vector>

#include "host/catalogue/input/item_id.hpp"
#include "host/catalogue/text/text.hpp"
#include "host/image/codec.hpp"

namespace hesscut::catalogue {
namespace {

thread_local std::string obstacle;  // glob hands nothing on to what it calls

/// Called by glob where a folder cannot be read: photos left out without a word would be worse than none.
int note_obstacle(const char* path, int error) {
  if (error == ENOENT || error == ENOTDIR) return 0;
  obstacle = std::string(path) + ": " + std::generic_category().message(error);
  return 1;
}

/// What glob has found, freed at the end.
class Matches {
 public:
  explicit Matches(const std::string& pattern) {
    // GLOB_MARK puts a slash behind folders, whatever they are called; the order of paths is not that of a language.
    status_ = ::glob(pattern.c_str(), GLOB_MARK | GLOB_NOSORT, note_obstacle, &found_);
  }
  ~Matches() { ::globfree(&found_); }
  Matches(const Matches&) = delete;
  Matches& operator=(const Matches&) = delete;

  [[nodiscard]] int status() const { return status_; }
  [[nodiscard]] std::vector<std::string> photos() const {
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < found_.gl_pathc; ++i) {
      if (image::is_photo_name(found_.gl_pathv[i])) paths.emplace_back(found_.gl_pathv[i]);
    }
    std::ranges::sort(paths);
    return paths;
  }

 private:
  glob_t found_{};
  int status_ = 0;
};

std::vector<std::string> photos_matching(const std::string& pattern) {
  obstacle.clear();
  const Matches matches(pattern);
  if (matches.status() == GLOB_NOSPACE) throw std::bad_alloc();
  if (matches.status() == GLOB_ABORTED) throw Error(ErrorKind::usage, printable(pattern + ": " + obstacle));
  std::vector<std::string> paths = matches.photos();
  if (paths.empty()) throw Error(ErrorKind::usage, printable(pattern) + ": no photo matches");
  return paths;
}

class PatternSource final : public Source {
 public:
  explicit PatternSource(const std::string& pattern) : paths_(photos_matching(pattern)) {}

  std::optional<Entry> next() override {
    if (position_ == paths_.size()) return std::nullopt;
    const std::string& path = paths_[position_++];
    return photo_entry(id_of_path(path), path);
  }

 private:
  std::optional<std::size_t> counted(const std::stop_token& /*stop*/) const override { return paths_.size(); }

  std::vector<std::string> paths_;
  std::size_t position_ = 0;
};

}  // namespace

bool is_pattern(const std::string& input) {
  return input.find_first_of("*?[") != std::string::npos;
}

std::unique_ptr<Source> open_pattern(const std::string& pattern) {
  return std::make_unique<PatternSource>(pattern);
}

}  // namespace hesscut::catalogue
