#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <hesscut/hesscut.hpp>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/image/codec.hpp"
#include "host/image/files.hpp"
#include "tools/hesscut/commands.hpp"
#include "tools/hesscut/device_turns.hpp"
#include "tools/hesscut/evaluate/grabcut.hpp"
#include "tools/hesscut/evaluate/metrics.hpp"
#include "tools/hesscut/evaluate/probable_product.hpp"
#include "tools/hesscut/evaluate/robot_markers.hpp"
#include "tools/hesscut/evaluate/table.hpp"
#include "tools/hesscut/label_files.hpp"
#include "tools/hesscut/photo_list.hpp"
#include "tools/hesscut/photo_run.hpp"
#include "tools/hesscut/prior_options.hpp"
#include "tools/hesscut/settings.hpp"

namespace hesscut::command {
namespace {

namespace fs = std::filesystem;

constexpr const char* peer = "grabcut";
constexpr const char* network_alone = "network";

struct EvaluateOptions {
  fs::path images;
  fs::path truth;
  fs::path markers;
  int points = 0;
  bool box = false;
  bool automatic = false;
  PriorOptions prior;
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
  if (!options.prior.model.empty()) throw Error(ErrorKind::usage, "--prior: grabcut knows none");
  for (const std::string& setting : options.settings) {
    if (!setting.starts_with("working_side=")) {
      throw Error(ErrorKind::usage, "--set " + setting + ": grabcut knows working_side only");
    }
  }
  return parse_parameters("product", options.settings);
}

/// The network takes no parameters, and markers are nothing to it.
Parameters network_parameters(const EvaluateOptions& options) {
  if (options.prior.model.empty()) throw Error(ErrorKind::usage, "--method network needs --prior");
  if (!options.settings.empty()) {
    throw Error(ErrorKind::usage, "--set " + options.settings.front() + ": the network alone has no parameters");
  }
  return {};
}

Method make_peer(int working_side) {
  return [working_side](const ImageView& photo, const Markers& markers) {
    evaluate::GrabcutResult result = evaluate::grabcut(photo, markers, working_side);
    return Prediction{std::move(result.mask), evaluate::grabcut_iterations, std::nullopt, result.ms};
  };
}

/// What `prior` says of the photo, if there is any, and the milliseconds that takes.
std::pair<Prior, double> proposed(const Proposer& propose, const ImageView& photo) {
  const auto start = std::chrono::steady_clock::now();
  Prior prior = propose ? propose(photo) : Prior{};
  return {std::move(prior),
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count()};
}

/// The network alone: probable product, at the photo's own size.
Method make_network(Proposer propose) {
  return [propose = std::move(propose)](const ImageView& photo, const Markers& /*markers*/) {
    const auto [prior, ms] = proposed(propose, photo);
    return Prediction{evaluate::probable_product(prior, photo.width, photo.height), 0, std::nullopt, ms};
  };
}

Method make_segmenter(const std::string& device, const Parameters& parameters, Proposer propose) {
  const auto segmenter = std::make_shared<Segmenter>(SegmenterOptions{device, 1, parameters});
  return [segmenter, propose = std::move(propose)](const ImageView& photo, const Markers& markers) {
    const auto [prior, ms] = proposed(propose, photo);
    Cutout cutout = segmenter->cut(photo, markers, prior);
    return Prediction{std::move(cutout.mask), static_cast<double>(cutout.iterations), cutout.gap,
                      cutout.times.total() + ms};
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
  const bool is_network = options.method == network_alone;
  const Parameters parameters = is_peer      ? peer_parameters(options)
                                : is_network ? network_parameters(options)
                                             : parse_parameters(options.method, options.settings);
  std::optional<PriorModel> prior;
  if (!options.prior.model.empty()) prior.emplace(options.prior);
  const std::vector<PhotoItem> photos = list_photos({options.images});

  std::vector<std::optional<evaluate::Row>> found(photos.size());
  const int threads = worker_count(options.threads, photos.size());
  DeviceTurns devices(options.device);
  const RunResult result = run_photos(photos, threads, [&]() -> PhotoWork {
    Proposer propose = prior ? prior->make() : nullptr;
    const Method method = is_peer      ? make_peer(parameters.working_side)
                          : is_network ? make_network(std::move(propose))
                                       : make_segmenter(devices.next(), parameters, std::move(propose));
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
  markers->require_option(1);
  evaluate
      ->add_option("--method", options->method, "product, paper, rci, tv, yzd, grabcut, or network: the prior alone")
      ->capture_default_str();
  add_prior_options(*evaluate, options->prior);
  evaluate->add_option("--set", options->settings, "name=value of a parameter (see hesscut presets); may be repeated")
      ->allow_extra_args(false);
  evaluate->add_option("--device", options->device, "auto, cpu, cuda (all GPUs) or cuda:N")->capture_default_str();
  evaluate->add_option("--threads", options->threads, "Photos in work at a time, 0: one per core")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  evaluate->add_option("--csv", options->csv, "File for the table");
  evaluate->footer(
      "iou, dsc: overlap; hd, hd95, assd: largest, 95 % and mean distance of the outlines in pixels; bf2: share of "
      "the\n"
      "outlines within 2 pixels; gap: certified; ms: markers to mask, decoding excluded.");
  evaluate->callback([options, &action] { action = [options] { return run_evaluate(*options); }; });
}

}  // namespace hesscut::command
