#pragma once

#include <filesystem>
#include <string>

#include "host/catalogue/journal/shard.hpp"

namespace hesscut::catalogue {

/// Where a run keeps what it writes.
class RunFolder {
 public:
  explicit RunFolder(std::filesystem::path root) : root_(std::move(root)) {}

  [[nodiscard]] const std::filesystem::path& root() const { return root_; }
  [[nodiscard]] std::string name() const {
    const std::filesystem::path whole = std::filesystem::absolute(root_).lexically_normal();
    return (whole.has_filename() ? whole : whole.parent_path()).filename().string();
  }
  /// A path as records state it.
  [[nodiscard]] std::filesystem::path operator/(const std::string& relative) const { return root_ / relative; }

  [[nodiscard]] std::filesystem::path run_file() const { return root_ / "run.json"; }
  [[nodiscard]] std::filesystem::path journal(const Shard& shard) const {
    return root_ / "journal" / (file_name(shard) + ".journal");
  }
  [[nodiscard]] std::filesystem::path results() const { return root_ / "results.jsonl"; }
  [[nodiscard]] std::filesystem::path summary() const { return root_ / "summary.json"; }
  [[nodiscard]] std::filesystem::path report() const { return root_ / "report.html"; }
  /// A run of one shard has one file of metrics; each of several has its own.
  [[nodiscard]] std::filesystem::path metrics(const Shard& shard) const {
    return shard.count == 1 ? merged_metrics() : root_ / "shards" / (file_name(shard) + ".prom");
  }
  [[nodiscard]] std::filesystem::path merged_metrics() const { return root_ / "metrics.prom"; }

  static constexpr const char* images = "images";
  static constexpr const char* thumbnails = "thumbnails";

 private:
  [[nodiscard]] static std::string file_name(const Shard& shard) {
    return std::to_string(shard.index) + "-of-" + std::to_string(shard.count);
  }

  std::filesystem::path root_;
};

}  // namespace hesscut::catalogue
