#pragma once

#include <filesystem>
#include <hesscut/image.hpp>
#include <string>

#include "tools/hesscut/photo_list.hpp"

namespace hesscut::command {

/// Reads a marker or truth image for a photo. `what` is what errors call it, "markers" or "truth".
/// Throws Error (input) where it is missing, damaged or not of the photo's size.
[[nodiscard]] Image read_labels_for(const ImageView& photo, const std::filesystem::path& file, const std::string& what);

/// The file in `folder` that belongs to a photo: its file name with the ending .png.
[[nodiscard]] std::filesystem::path label_file(const std::filesystem::path& folder, const PhotoItem& photo);

}  // namespace hesscut::command
