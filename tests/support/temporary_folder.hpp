#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace hesscut::support {

/// A new empty folder that goes away, with what is in it, at the end of the scope.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(const std::filesystem::path& name) const { return path_ / name; }

  /// Writes a file, its folder too where missing, and gives its path.
  std::filesystem::path write(const std::filesystem::path& name, std::span<const std::uint8_t> bytes);
  std::filesystem::path write(const std::filesystem::path& name, const std::string& text);

 private:
  std::filesystem::path path_;
};

[[nodiscard]] std::vector<std::uint8_t> file_bytes(const std::filesystem::path& path);

/// The names in a folder, in order, hidden ones too.
[[nodiscard]] std::vector<std::string> names_in(const std::filesystem::path& folder);

}  // namespace hesscut::support
