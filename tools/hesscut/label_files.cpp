#include "tools/hesscut/label_files.hpp"

#include <hesscut/error.hpp>

#include "host/image/codec.hpp"

namespace hesscut::command {
namespace {

std::string size_text(int width, int height) {
  return std::to_string(width) + " x " + std::to_string(height);
}

}  // namespace

Image read_labels_for(const ImageView& photo, const std::filesystem::path& file, const std::string& what) {
  std::error_code unknown;
  if (!std::filesystem::exists(file, unknown)) throw Error(ErrorKind::input, "no " + what + " " + file.string());
  Image labels = image::read_labels(file);
  if (labels.width != photo.width || labels.height != photo.height) {
    throw Error(ErrorKind::input, what + " " + file.string() + " has " + size_text(labels.width, labels.height) +
                                      " pixels, the photo " + size_text(photo.width, photo.height));
  }
  return labels;
}

std::filesystem::path label_file(const std::filesystem::path& folder, const PhotoItem& photo) {
  return folder / (photo.path.stem().string() + ".png");
}

}  // namespace hesscut::command
