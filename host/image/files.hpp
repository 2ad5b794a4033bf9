#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace hesscut::image {

/// The whole file. Throws Error (input) naming the path and the system's reason, also for a folder or a file larger
/// than max_bytes.
[[nodiscard]] std::vector<std::uint8_t> read_file(const std::filesystem::path& path, std::int64_t max_bytes);

/// Its first `count` bytes, or all where there are no more. Errors are the same.
[[nodiscard]] std::vector<std::uint8_t> read_beginning(const std::filesystem::path& path, std::int64_t max_bytes,
                                                       std::int64_t count);

/// Writes beside the final name, flushes to disk, renames: the final name holds the whole content or is untouched.
/// Throws Error (output) naming the path and the system's reason; the file beside is removed. A process that is killed
/// leaves at most one file ".NAME.tmp-PROCESS-COUNT" a thread, which nobody will read and anybody may delete.
void write_file(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);

struct FileContent {
  std::filesystem::path path;
  std::vector<std::uint8_t> bytes;
};

/// The same for files that belong together and that no other process writes meanwhile: all are flushed before the first
/// gets its final name. The files beside are called ".NAME.part", so what a killed process leaves of one is written
/// over when the file is written again. Folders must be there.
void write_files(std::span<const FileContent> files);

/// Flushes a file that has been written and gives it its final name in the same folder, in place of what is there.
/// Throws Error (output) naming the final name.
void put_in_place(const std::filesystem::path& written, const std::filesystem::path& path);

}  // namespace hesscut::image
