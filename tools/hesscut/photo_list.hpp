#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace hesscut::command {

/// A photo and what its results are called.
struct PhotoItem {
  std::filesystem::path path;
  std::string name;  ///< results are NAME.mask.png and so on; no two items share one
};

/// The photos meant by files and folders: a folder stands for the photos in it, in order of their names, not those in
/// its sub-folders and not hidden ones; a folder without photos that has a sub-folder `images`, as data sets do, stands
/// for that one. A file that is named twice counts once; whether a file exists is not asked here.
///
/// A photo's name is its file name without the ending. Photos that would share a name keep their endings: shoe.jpg and
/// shoe.png become "shoe.jpg" and "shoe.png". Names are compared without regard to upper and lower case, as some file
/// systems do. Where that does not set them apart either (a/shoe.jpg and b/shoe.jpg), Error (usage) names both.
/// A folder without photos, and no argument at all, is an Error (usage) too.
[[nodiscard]] std::vector<PhotoItem> list_photos(const std::vector<std::filesystem::path>& arguments);

}  // namespace hesscut::command
