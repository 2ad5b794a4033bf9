#include "host/catalogue/input/folder_source.hpp"

#include <algorithm>
#include <hesscut/error.hpp>
#include <system_error>
#include <utility>

#include "host/catalogue/input/item_id.hpp"
#include "host/catalogue/text/text.hpp"
#include "host/image/codec.hpp"

namespace hesscut::catalogue {
namespace {

namespace fs = std::filesystem;

struct Listing {
  std::vector<std::string> names;  ///< in byte order, those of folders with a slash behind: so ids come in order too
  std::error_code failure;
};

Listing list_folder(const fs::path& folder) {
  Listing listing;
  for (fs::directory_iterator item(folder, listing.failure), end; !listing.failure && item != end;
       item.increment(listing.failure)) {
    std::string name = item->path().filename().string();
    if (name.starts_with('.')) continue;
    std::error_code unknown;  // what is neither a folder nor gone will say itself why it is no photo
    if (item->is_directory(unknown)) {
      if (!item->is_symlink(unknown)) listing.names.push_back(std::move(name) + '/');
    } else if (image::is_photo_name(name)) {
      listing.names.push_back(std::move(name));
    }
  }
  std::ranges::sort(listing.names);
  return listing;
}

class FolderSource final : public Source {
 public:
  FolderSource(fs::path folder, std::string prefix) : folder_(std::move(folder)), prefix_(std::move(prefix)) {
    Listing top = list_folder(folder_);
    if (top.failure) {
      throw Error(ErrorKind::usage, printable(folder_.string()) + ": " + top.failure.message());
    }
    levels_.push_back({"", std::move(top.names)});
  }

  std::optional<Entry> next() override {
    while (!levels_.empty()) {
      Level& level = levels_.back();
      if (level.position == level.names.size()) {
        levels_.pop_back();
        continue;
      }
      const std::string path = level.path + level.names[level.position++];
      if (!path.ends_with('/')) return photo_entry(prefix_ + path, folder_ / path);
      Listing below = list_folder(folder_ / path);
      levels_.push_back({path, std::move(below.names)});
      if (below.failure) {
        const std::string place = printable((folder_ / path.substr(0, path.size() - 1)).string());
        return trouble_entry(place, place + ": " + below.failure.message());
      }
    }
    return std::nullopt;
  }

 private:
  std::optional<std::size_t> counted(const std::stop_token& stop) const override {
    FolderSource again(folder_, prefix_);
    return counted_by([&] { return again.next().has_value(); }, stop);
  }

  /// A folder on the way down to where the walk is.
  struct Level {
    std::string path;  ///< from the top folder, with a slash behind
    std::vector<std::string> names;
    std::size_t position = 0;
  };

  fs::path folder_;
  std::string prefix_;
  std::vector<Level> levels_;
};

}  // namespace

std::unique_ptr<Source> open_folder(const fs::path& folder, const std::string& prefix) {
  return std::make_unique<FolderSource>(folder, prefix);
}

}  // namespace hesscut::catalogue
