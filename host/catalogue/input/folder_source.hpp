#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "host/catalogue/input/source.hpp"

namespace hesscut::catalogue {

/// The photos in a folder and below, ids in byte order; of each folder on the way down only the names are held. Links
/// to folders are not followed. A folder below that cannot be read is an item with trouble, its path place and id.
/// An id is `prefix` and the path from the folder. Throws Error (usage), naming it, where the folder itself cannot be
/// read.
[[nodiscard]] std::unique_ptr<Source> open_folder(const std::filesystem::path& folder, const std::string& prefix = "");

}  // namespace hesscut::catalogue
