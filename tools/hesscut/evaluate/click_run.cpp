#include "tools/hesscut/evaluate/click_run.hpp"

#include "host/image/codec.hpp"
#include "tools/hesscut/evaluate/click_table.hpp"
#include "tools/hesscut/evaluate/table_run.hpp"
#include "tools/hesscut/label_files.hpp"

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
  return run_table<evaluate::ClickRow>(run.photos, run.threads, run.csv, [&] {
    return [&run, method = run.make_method()](const PhotoItem& item) { return click_through_photo(run, item, method); };
  });
}

}  // namespace hesscut::command
