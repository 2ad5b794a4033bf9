#include "tools/hesscut/evaluate/click_run.hpp"

#include <cstdio>
#include <optional>

#include "host/image/codec.hpp"
#include "host/image/files.hpp"
#include "tools/hesscut/evaluate/click_table.hpp"
#include "tools/hesscut/label_files.hpp"
#include "tools/hesscut/photo_run.hpp"
#include "tools/hesscut/settings.hpp"

namespace hesscut::command {
namespace {

evaluate::ClickRow click_through_photo(const ClickRun& run, const PhotoItem& item, const evaluate::Method& method) {
  const Image photo = image::read_photo(item.path);
  return for_photo(item, [&] {
    const Image truth = read_labels_for(photo.view(), label_file(run.truth, item), "truth");
    return evaluate::click_through(item.name, photo.view(), truth.view(), method, run.clicks);
  });
}

}  // namespace

int run_clicks(const ClickRun& run) {
  std::vector<std::optional<evaluate::ClickRow>> found(run.photos.size());
  const int threads = worker_count(run.threads, run.photos.size());
  const RunResult result = run_photos(run.photos, threads, [&]() -> PhotoWork {
    return [&, method = run.make_method()](std::size_t index) {
      found[index] = click_through_photo(run, run.photos[index], method);
    };
  });
  std::vector<evaluate::ClickRow> rows;
  for (const auto& row : found) {
    if (row) rows.push_back(*row);
  }
  if (rows.empty()) return result.code;
  std::fputs(evaluate::to_text(rows).c_str(), stdout);
  if (!run.csv.empty()) {
    const std::string csv = evaluate::to_csv(rows);
    image::write_file(run.csv, std::vector<std::uint8_t>(csv.begin(), csv.end()));
  }
  if (result.failed > 0) std::printf("%zu of %zu photos failed and count nowhere\n", result.failed, run.photos.size());
  return result.code;
}

}  // namespace hesscut::command
