#include "host/catalogue/journal/file_state.hpp"

#include <sys/stat.h>

#include <hesscut/error.hpp>
#include <limits>

#include "host/catalogue/text/digest.hpp"
#include "host/image/files.hpp"

namespace hesscut::catalogue {
namespace {

/// Whether a file can be read and has that content.
bool has_content(const std::filesystem::path& file, std::uint64_t bytes, const std::string& digest) {
  if (file_state(file).bytes != bytes) return false;
  try {
    return sha256(image::read_file(file, std::numeric_limits<std::int64_t>::max())) == digest;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

FileState file_state(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return {};
  constexpr std::int64_t second = 1'000'000'000;
  return {static_cast<std::uint64_t>(status.st_size), second * status.st_mtim.tv_sec + status.st_mtim.tv_nsec};
}

bool is_intact(const RunFolder& folder, const OutputFile& file) {
  return has_content(folder / file.path, file.bytes, file.sha256);
}

std::vector<const OutputFile*> files_of(const Record& record) {
  std::vector<const OutputFile*> files;
  for (const ProductRecord& product : record.products) {
    for (const auto& [name, output] : product.outputs) files.push_back(&output);
    files.push_back(&product.thumbnail);
  }
  return files;
}

bool is_same_photo(const std::filesystem::path& photo, const Record& record) {
  const FileState state = file_state(photo);
  if (state.bytes == 0 && state.modified_ns == 0) return true;
  if (state.bytes == record.photo_bytes && state.modified_ns == record.photo_modified_ns) return true;
  return has_content(photo, record.photo_bytes, record.photo_sha256);
}

}  // namespace hesscut::catalogue
