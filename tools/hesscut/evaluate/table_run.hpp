#pragma once

#include <cstdio>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "host/image/files.hpp"
#include "tools/hesscut/photo_run.hpp"
#include "tools/hesscut/settings.hpp"

namespace hesscut::command {

/// Makes a row of each photo, on so many threads (0: one per core) with what `make_work` makes for each, prints the
/// table and writes it as CSV where `csv` names a file. Photos that fail have no row. Returns the exit code.
/// Row: to_text() and to_csv() are found by it.
template <typename Row>
int run_table(const std::vector<PhotoItem>& photos, int threads, const std::filesystem::path& csv,
              const std::function<std::function<Row(const PhotoItem&)>()>& make_work) {
  std::vector<std::optional<Row>> found(photos.size());
  const RunResult result = run_photos(photos, worker_count(threads, photos.size()), [&]() -> PhotoWork {
    return [&, work = make_work()](std::size_t index) { found[index] = work(photos[index]); };
  });
  std::vector<Row> rows;
  for (const auto& row : found) {
    if (row) rows.push_back(*row);
  }
  if (rows.empty()) return result.code;
  std::fputs(to_text(rows).c_str(), stdout);
  if (!csv.empty()) {
    const std::string table = to_csv(rows);
    image::write_file(csv, std::vector<std::uint8_t>(table.begin(), table.end()));
  }
  if (result.failed > 0) std::printf("%zu of %zu photos failed and count nowhere\n", result.failed, photos.size());
  return result.code;
}

}  // namespace hesscut::command
