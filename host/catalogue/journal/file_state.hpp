#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "host/catalogue/journal/record.hpp"
#include "host/catalogue/journal/run_folder.hpp"

namespace hesscut::catalogue {

/// What tells cheaply whether a file has changed.
struct FileState {
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;  ///< since 1970
};

/// Zeros where there is no such file.
[[nodiscard]] FileState file_state(const std::filesystem::path& file);

/// Whether a file of the run is there with the bytes that were written.
[[nodiscard]] bool is_intact(const RunFolder& folder, const OutputFile& file);

/// Every file of an item, thumbnails included. They live as long as the record.
[[nodiscard]] std::vector<const OutputFile*> files_of(const Record& record);

/// Whether the photo still is the one that was cut: of the same size and time, or else of the same bytes. One that is
/// gone counts as the same: there is nothing to cut anew.
[[nodiscard]] bool is_same_photo(const std::filesystem::path& photo, const Record& record);

}  // namespace hesscut::catalogue
