#include <CLI/CLI.hpp>
#include <filesystem>
#include <hesscut/hesscut.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/image/codec.hpp"
#include "tools/hesscut/commands.hpp"
#include "tools/hesscut/evaluate/alpha_metrics.hpp"
#include "tools/hesscut/evaluate/click_run.hpp"
#include "tools/hesscut/evaluate/metrics.hpp"
#include "tools/hesscut/evaluate/robot_markers.hpp"
#include "tools/hesscut/evaluate/table.hpp"
#include "tools/hesscut/evaluate/table_run.hpp"
#include "tools/hesscut/evaluate_methods.hpp"
#include "tools/hesscut/label_files.hpp"
#include "tools/hesscut/photo_list.hpp"

namespace hesscut::command {
namespace {

namespace fs = std::filesystem;

struct EvaluateOptions {
  fs::path images;
  fs::path truth;
  fs::path alpha_truth;
  fs::path markers;
  int points = 0;
  bool box = false;
  int clicks = 0;
  MethodOptions method;
  int threads = 0;
  fs::path csv;
};

Markers markers_for(const EvaluateOptions& options, const PhotoItem& item, const Image& truth) {
  if (options.points > 0) return evaluate::spread_points(truth.view(), options.points);
  if (options.box) return evaluate::tight_box(truth.view());
  Markers markers;
  if (!options.method.automatic) {
    markers.mask = read_labels_for(truth.view(), label_file(options.markers, item), "markers");
  }
  return markers;
}

evaluate::Row evaluate_photo(const EvaluateOptions& options, const PhotoItem& item, const evaluate::Method& method) {
  const Image photo = image::read_photo(item.path);
  return for_photo(item, [&] {
    const Image truth = read_labels_for(photo.view(), label_file(options.truth, item), "truth");
    const evaluate::Prediction prediction = method(photo.view())(markers_for(options, item, truth));
    evaluate::Row row{item.name,
                      evaluate::compare(prediction.mask.view(), truth.view()),
                      prediction.iterations,
                      prediction.gap,
                      prediction.ms,
                      std::nullopt};
    if (!options.alpha_truth.empty()) {
      const Image exact = read_labels_for(photo.view(), label_file(options.alpha_truth, item), "exact alpha");
      row.alpha = evaluate::compare_alpha(prediction.alpha.view(), exact.view());
    }
    return row;
  });
}

void check_folder(const char* option, const fs::path& folder) {
  std::error_code unknown;
  if (!fs::is_directory(folder, unknown)) {
    throw Error(ErrorKind::usage, std::string(option) + " " + folder.string() + ": no such folder");
  }
}

int run_evaluate(const EvaluateOptions& options) {
  check_folder("--images", options.images);
  check_folder("--truth", options.truth);
  if (!options.markers.empty()) check_folder("--markers", options.markers);
  if (!options.alpha_truth.empty()) check_folder("--alpha-truth", options.alpha_truth);
  if (options.clicks > 0 && !options.alpha_truth.empty()) {
    throw Error(ErrorKind::usage, "--alpha-truth does not go with --clicks");
  }
  MethodOptions how = options.method;
  how.clicks = options.clicks > 0;
  Methods methods(how);
  const std::vector<PhotoItem> photos = list_photos({options.images});
  if (options.clicks > 0) {
    return run_clicks(
        {photos, options.truth, options.clicks, options.threads, options.csv, [&] { return methods.make(); }});
  }
  return run_table<evaluate::Row>(photos, options.threads, options.csv, [&] {
    return [&options, method = methods.make()](const PhotoItem& item) { return evaluate_photo(options, item, method); };
  });
}

}  // namespace

void add_evaluate(CLI::App& app, Action& action) {
  const auto options = std::make_shared<EvaluateOptions>();
  CLI::App* evaluate = app.add_subcommand("evaluate", "Compares masks with the truth, photo by photo");
  evaluate->add_option("--images", options->images, "Folder of photos")->required();
  evaluate->add_option("--truth", options->truth, "Folder of NAME.png: 255 product, 0 background, 128 ignored")
      ->required();
  evaluate->add_option("--alpha-truth", options->alpha_truth,
                       "Folder of NAME.png, the exact alpha 0..255: compares soft edges too");
  CLI::App* markers = evaluate->add_option_group("markers", "where the markers come from");
  markers->add_option("--markers", options->markers, "Folder of NAME.png: 255 product, 0 background, 128 unmarked");
  markers->add_option("--points", options->points, "So many points spread inside the truth; the border is background")
      ->check(CLI::Range(1, 10000));
  markers->add_flag("--box", options->box, "The truth's tight box, a little grown");
  markers->add_flag("--auto", options->method.automatic, "Nothing marked");
  markers
      ->add_option("--clicks", options->clicks,
                   "A robot user clicks so often, each time where the mask is most wrong (see below)")
      ->check(CLI::Range(1, 1000));
  markers->require_option(1);
  MethodOptions& method = options->method;
  evaluate
      ->add_option("--method", method.name,
                   "product, paper, rci, tv, yzd, grabcut, watershed, or network: the prior alone")
      ->capture_default_str();
  add_prior_options(*evaluate, method.prior);
  evaluate->add_option("--set", method.settings, "name=value of a parameter (see hesscut presets); may be repeated")
      ->allow_extra_args(false);
  evaluate
      ->add_option("--feather", method.feather,
                   "Sigma in pixels of the Gaussian that softens the masks of grabcut, watershed and network (1)")
      ->check(CLI::Range(0.0, 100.0));
  evaluate->add_option("--device", method.device, "auto, cpu, cuda (all GPUs) or cuda:N")->capture_default_str();
  evaluate->add_option("--threads", options->threads, "Photos in work at a time, 0: one per core")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  evaluate->add_option("--csv", options->csv, "File for the table");
  evaluate->add_flag("--cold", method.cold, "With --clicks: every cut starts afresh instead of from the last one");
  evaluate->footer(
      "iou, dsc: overlap; hd, hd95, assd: largest, 95 % and mean distance of the outlines in pixels; bf1, bf2: share "
      "of\n"
      "the outlines within 1 and 2 pixels; gap: certified; ms: markers to mask, decoding excluded. With --alpha-truth\n"
      "sad: sum of |alpha - truth| / 1000; mse; gradient: sum of squared differences of the gradients / 1000.\n"
      "--clicks: the first click at the product's deepest point, each further one at the deepest point of the largest\n"
      "error, foreground or background; disks of 5 pixels, and the photo's border is background. The table says after\n"
      "which click the iou was at least 85, 90 and 95 % (>N: after none of N, which counts as N), the iou after some\n"
      "clicks, the largest gap, and the times of the first and of a further cut.");
  evaluate->callback([options, &action] { action = [options] { return run_evaluate(*options); }; });
}

}  // namespace hesscut::command
