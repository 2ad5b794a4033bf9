#include "bench/speed/setup.hpp"

#include "host/image/codec.hpp"
#include "tools/hesscut/evaluate/robot_markers.hpp"
#include "tools/hesscut/label_files.hpp"
#include "tools/hesscut/photo_list.hpp"

namespace hesscut::bench {

namespace fs = std::filesystem;

std::vector<Photo> load_photos(const fs::path& folder, int points) {
  for (const char* part : {"images", "masks"}) {
    if (!fs::is_directory(folder / part)) {
      throw Error(ErrorKind::usage, "FOLDER: " + (folder / part).string() + " is no folder");
    }
  }
  std::vector<Photo> photos;
  for (const command::PhotoItem& item : command::list_photos({folder / "images"})) {
    Photo photo{item.name, image::read_photo(item.path), {}, {}};
    photo.truth = command::read_labels_for(photo.pixels.view(), command::label_file(folder / "masks", item), "truth");
    photo.markers = evaluate::spread_points(photo.truth.view(), points);
    photos.push_back(std::move(photo));
  }
  return photos;
}

Segmenter one_core() {
  return Segmenter({.device = "cpu", .threads = 1});
}

}  // namespace hesscut::bench
