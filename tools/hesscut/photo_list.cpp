#include "tools/hesscut/photo_list.hpp"

#include <algorithm>
#include <cctype>
#include <hesscut/error.hpp>
#include <map>
#include <set>

#include "host/image/codec.hpp"

namespace hesscut::command {
namespace {

namespace fs = std::filesystem;

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

/// The photos that lie in a folder itself, in order of their names.
std::vector<fs::path> photos_directly_in(const fs::path& folder) {
  std::error_code failure;
  std::vector<fs::path> photos;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end; entry.increment(failure)) {
    const bool hidden = entry->path().filename().string().starts_with('.');
    std::error_code unknown;
    if (!hidden && image::is_photo_name(entry->path()) && !entry->is_directory(unknown)) {
      photos.push_back(entry->path());
    }
  }
  if (failure) throw Error(ErrorKind::usage, folder.string() + ": " + failure.message());
  std::ranges::sort(photos);
  return photos;
}

/// The same, or where there are none those of its sub-folder `images`: data sets keep their truth beside it.
std::vector<fs::path> photos_in(const fs::path& folder) {
  std::vector<fs::path> photos = photos_directly_in(folder);
  std::error_code unknown;
  if (photos.empty() && fs::is_directory(folder / "images", unknown)) photos = photos_directly_in(folder / "images");
  if (photos.empty()) {
    throw Error(ErrorKind::usage, folder.string() + ": no photos (.jpg .jpeg .png .webp) in this folder");
  }
  return photos;
}

/// The same text for every way to write the path of one file.
std::string identity(const fs::path& path) {
  std::error_code failure;
  const fs::path canonical = fs::weakly_canonical(path, failure);
  return failure ? path.lexically_normal().string() : canonical.string();
}

void give_names(std::vector<PhotoItem>& items) {
  std::map<std::string, int> stems;
  for (const PhotoItem& item : items) ++stems[lower(item.path.stem().string())];
  std::map<std::string, fs::path> taken;
  for (PhotoItem& item : items) {
    const std::string stem = item.path.stem().string();
    item.name = stems.at(lower(stem)) == 1 ? stem : item.path.filename().string();
    const auto [other, is_new] = taken.try_emplace(lower(item.name), item.path);
    if (!is_new) {
      throw Error(ErrorKind::usage, item.path.string() + ": its results would overwrite those of " +
                                        other->second.string() + "; cut them into folders of their own");
    }
  }
}

}  // namespace

std::vector<PhotoItem> list_photos(const std::vector<fs::path>& arguments) {
  std::vector<PhotoItem> items;
  std::set<std::string> seen;
  for (const fs::path& argument : arguments) {
    std::error_code unknown;
    const std::vector<fs::path> paths =
        fs::is_directory(argument, unknown) ? photos_in(argument) : std::vector<fs::path>{argument};
    for (const fs::path& path : paths) {
      if (seen.insert(identity(path)).second) items.push_back({path, {}});
    }
  }
  if (items.empty()) throw Error(ErrorKind::usage, "no photos given");
  give_names(items);
  return items;
}

}  // namespace hesscut::command
