#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <hesscut/hesscut.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/image/codec.hpp"
#include "host/image/files.hpp"
#include "tools/hesscut/commands.hpp"
#include "tools/hesscut/device_turns.hpp"
#include "tools/hesscut/evaluate/click_methods.hpp"
#include "tools/hesscut/evaluate/click_run.hpp"
#include "tools/hesscut/evaluate/grabcut.hpp"
#include "tools/hesscut/evaluate/metrics.hpp"
#include "tools/hesscut/evaluate/robot_markers.hpp"
#include "tools/hesscut/evaluate/table.hpp"
#include "tools/hesscut/label_files.hpp"
#include "tools/hesscut/photo_list.hpp"
#include "tools/hesscut/photo_run.hpp"
#include "tools/hesscut/settings.hpp"

namespace hesscut::command {
namespace {

namespace fs = std::filesystem;

constexpr const char* peer = "grabcut";

struct EvaluateOptions {
  fs::path images;
  fs::path truth;
  fs::path markers;
  int points = 0;
  bool box = false;
  bool automatic = false;
  int clicks = 0;
  bool cold = false;
  std::string method = "product";
  std::vector<std::string> settings;
  std::string device = "auto";
  int threads = 0;
  fs::path csv;
};

struct Prediction {
  Image mask;
  double iterations = 0;
  std::optional<double> gap;
  double ms = 0;
};
using Method = std::function<Prediction(const ImageView& photo, const Markers& markers)>;

/// The peer takes its grid from working_side and nothing else.
Parameters peer_parameters(const EvaluateOptions& options) {
  if (options.automatic) throw Error(ErrorKind::usage, "--auto: grabcut needs markers");
  if (options.cold) throw Error(ErrorKind::usage, "--cold: grabcut is always as it does best");
  for (const std::string& setting : options.settings) {
    if (!setting.starts_with("working_side=")) {
      throw Error(ErrorKind::usage, "--set " + setting + ": grabcut knows working_side only");
    }
  }
  return parse_parameters("product", options.settings);
}

Method make_peer(int working_side) {
  return [working_side](const ImageView& photo, const Markers& markers) {
    evaluate::GrabcutResult result = evaluate::grabcut(photo, markers, working_side);
    return Prediction{std::move(result.mask), evaluate::grabcut_iterations, std::nullopt, result.ms};
  };
}

Method make_segmenter(const std::string& device, const Parameters& parameters) {
  const auto segmenter = std::make_shared<Segmenter>(SegmenterOptions{device, 1, parameters});
  return [segmenter](const ImageView& photo, const Markers& markers) {
    Cutout cutout = segmenter->cut(photo, markers);
    return Prediction{std::move(cutout.mask), static_cast<double>(cutout.iterations), cutout.gap, cutout.times.total()};
  };
}

Markers markers_for(const EvaluateOptions& options, const PhotoItem& item, const Image& truth) {
  if (options.points > 0) return evaluate::spread_points(truth.view(), options.points);
  if (options.box) return evaluate::tight_box(truth.view());
  Markers markers;
  if (!options.automatic) {
    markers.mask = read_labels_for(truth.view(), label_file(options.markers, item), "markers");
  }
  return markers;
}

evaluate::Row evaluate_photo(const EvaluateOptions& options, const PhotoItem& item, const Method& method) {
  const Image photo = image::read_photo(item.path);
  return for_photo(item, [&] {
    const Image truth = read_labels_for(photo.view(), label_file(options.truth, item), "truth");
    const Prediction prediction = method(photo.view(), markers_for(options, item, truth));
    return evaluate::Row{item.name, evaluate::compare(prediction.mask.view(), truth.view()), prediction.iterations,
                         prediction.gap, prediction.ms};
  });
}

int evaluate_clicks(const EvaluateOptions& options, const std::vector<PhotoItem>& photos,
                    const Parameters& parameters) {
  DeviceTurns devices(options.device);
  const auto make_method = [&]() -> evaluate::OpenForClicks {
    if (options.method == peer) return evaluate::grabcut_for_clicks(parameters.working_side);
    return evaluate::segmenter_for_clicks({devices.next(), 1, parameters}, options.cold);
  };
  return run_clicks({photos, options.truth, options.clicks, options.threads, options.csv, make_method});
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
  const bool is_peer = options.method == peer;
  if (options.cold && options.clicks == 0) throw Error(ErrorKind::usage, "--cold goes with --clicks");
  const Parameters parameters = is_peer ? peer_parameters(options) : parse_parameters(options.method, options.settings);
  const std::vector<PhotoItem> photos = list_photos({options.images});
  if (options.clicks > 0) return evaluate_clicks(options, photos, parameters);

  std::vector<std::optional<evaluate::Row>> found(photos.size());
  const int threads = worker_count(options.threads, photos.size());
  DeviceTurns devices(options.device);
  const RunResult result = run_photos(photos, threads, [&]() -> PhotoWork {
    const Method method = is_peer ? make_peer(parameters.working_side) : make_segmenter(devices.next(), parameters);
    return [&, method](std::size_t index) { found[index] = evaluate_photo(options, photos[index], method); };
  });
  std::vector<evaluate::Row> rows;
  for (const auto& row : found) {
    if (row) rows.push_back(*row);
  }
  if (rows.empty()) return result.code;
  std::fputs(evaluate::to_text(rows).c_str(), stdout);
  if (!options.csv.empty()) {
    const std::string csv = evaluate::to_csv(rows);
    image::write_file(options.csv, std::vector<std::uint8_t>(csv.begin(), csv.end()));
  }
  if (result.failed > 0) std::printf("%zu of %zu photos failed and count nowhere\n", result.failed, photos.size());
  return result.code;
}

}  // namespace

void add_evaluate(CLI::App& app, Action& action) {
  const auto options = std::make_shared<EvaluateOptions>();
  CLI::App* evaluate = app.add_subcommand("evaluate", "Compares masks with the truth, photo by photo");
  evaluate->add_option("--images", options->images, "Folder of photos")->required();
  evaluate->add_option("--truth", options->truth, "Folder of NAME.png: 255 product, 0 background, 128 ignored")
      ->required();
  CLI::App* markers = evaluate->add_option_group("markers", "where the markers come from");
  markers->add_option("--markers", options->markers, "Folder of NAME.png: 255 product, 0 background, 128 unmarked");
  markers->add_option("--points", options->points, "So many points spread inside the truth; the border is background")
      ->check(CLI::Range(1, 10000));
  markers->add_flag("--box", options->box, "The truth's tight box, a little grown");
  markers->add_flag("--auto", options->automatic, "Nothing marked");
  markers
      ->add_option("--clicks", options->clicks,
                   "A robot user clicks so often, each time where the mask is most wrong (see below)")
      ->check(CLI::Range(1, 1000));
  markers->require_option(1);
  evaluate->add_option("--method", options->method, "product, paper, rci, tv, yzd or grabcut")->capture_default_str();
  evaluate->add_option("--set", options->settings, "name=value of a parameter (see hesscut presets); may be repeated")
      ->allow_extra_args(false);
  evaluate->add_option("--device", options->device, "auto, cpu, cuda (all GPUs) or cuda:N")->capture_default_str();
  evaluate->add_option("--threads", options->threads, "Photos in work at a time, 0: one per core")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  evaluate->add_option("--csv", options->csv, "File for the table");
  evaluate->add_flag("--cold", options->cold, "With --clicks: every cut starts afresh instead of from the last one");
  evaluate->footer(
      "iou, dsc: overlap; hd, hd95, assd: largest, 95 % and mean distance of the outlines in pixels; bf2: share of "
      "the\n"
      "outlines within 2 pixels; gap: certified; ms: markers to mask, decoding excluded.\n"
      "--clicks: the first click at the product's deepest point, each further one at the deepest point of the largest\n"
      "error, foreground or background; disks of 5 pixels, and the photo's border is background. The table says after\n"
      "which click the iou was at least 85, 90 and 95 % (>N: after none of N, which counts as N), the iou after some\n"
      "clicks, the largest gap, and the times of the first and of a further cut.");
  evaluate->callback([options, &action] { action = [options] { return run_evaluate(*options); }; });
}

}  // namespace hesscut::command
