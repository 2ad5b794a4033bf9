#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <hesscut/hesscut.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "host/image/codec.hpp"
#include "tools/hesscut/commands.hpp"
#include "tools/hesscut/cut_outputs.hpp"
#include "tools/hesscut/cut_report.hpp"
#include "tools/hesscut/device_turns.hpp"
#include "tools/hesscut/label_files.hpp"
#include "tools/hesscut/photo_list.hpp"
#include "tools/hesscut/photo_run.hpp"
#include "tools/hesscut/prior_options.hpp"
#include "tools/hesscut/settings.hpp"

namespace hesscut::command {
namespace {

namespace fs = std::filesystem;

struct CutOptions {
  std::vector<fs::path> photos;
  std::vector<std::string> foreground;
  std::vector<std::string> background;
  std::string box;
  fs::path markers;
  PriorOptions prior;
  std::string preset = "product";
  std::vector<std::string> settings;
  std::string device = "auto";
  int threads = 0;
  fs::path out;
  int quality = 92;
};

/// The markers of the command line, which hold for every photo.
Markers common_markers(const CutOptions& options) {
  Markers markers;
  for (const std::string& text : options.foreground) {
    markers.add_point(Label::foreground, parse_point("--fg", text));
  }
  for (const std::string& text : options.background) {
    markers.add_point(Label::background, parse_point("--bg", text));
  }
  if (!options.box.empty()) markers.box = parse_box("--box", options.box);
  return markers;
}

/// Everything that is known before the first photo is read.
struct CutPlan {
  const CutOptions& options;
  std::vector<PhotoItem> photos;
  Parameters parameters;
  Markers markers;
  std::optional<PriorModel> prior = std::nullopt;
  bool markers_by_name = false;  // options.markers is a folder
};

CutPlan plan_cut(const CutOptions& options) {
  CutPlan plan{options, list_photos(options.photos), parse_parameters(options.preset, options.settings),
               common_markers(options)};
  if (!options.prior.model.empty()) plan.prior.emplace(options.prior);
  std::error_code unknown;
  plan.markers_by_name = fs::is_directory(options.markers, unknown);
  if (!options.markers.empty() && !fs::exists(options.markers, unknown)) {
    throw Error(ErrorKind::usage, "--markers " + options.markers.string() + ": no such file or folder");
  }
  if (!options.markers.empty() && !plan.markers_by_name && plan.photos.size() > 1) {
    throw Error(ErrorKind::usage, "--markers " + options.markers.string() +
                                      ": one marker image serves one photo; give a folder of NAME.png instead");
  }
  for (const fs::path& photo : options.photos) {
    if (fs::is_directory(photo, unknown) && fs::equivalent(photo, options.out, unknown)) {
      throw Error(ErrorKind::usage, "--out " + options.out.string() + ": the results would mix with the photos");
    }
  }
  return plan;
}

void create_folder(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) throw Error(ErrorKind::output, folder.string() + ": " + failure.message());
}

Markers markers_for(const CutPlan& plan, const PhotoItem& item, const ImageView& photo) {
  Markers markers = plan.markers;
  if (plan.options.markers.empty()) return markers;
  const fs::path file = plan.markers_by_name ? label_file(plan.options.markers, item) : plan.options.markers;
  markers.mask = read_labels_for(photo, file, "markers");
  return markers;
}

/// What one thread works with.
struct Equipment {
  Segmenter segmenter;
  Proposer propose;  // may be empty
};

void cut_photo(const CutPlan& plan, const PhotoItem& item, Equipment& equipment) {
  Segmenter& segmenter = equipment.segmenter;
  const auto start = std::chrono::steady_clock::now();
  const Image photo = image::read_photo(item.path);
  const auto decoded = std::chrono::steady_clock::now();
  const Cutout cutout = for_photo(item, [&] {
    const Markers markers = markers_for(plan, item, photo.view());
    const Prior prior = equipment.propose ? equipment.propose(photo.view(), markers) : Prior{};
    return segmenter.cut(photo.view(), markers, prior);
  });
  const ReportContext context{item.path.string(), plan.options.preset, segmenter.device_description(), plan.parameters,
                              std::chrono::duration<double, std::milli>(decoded - start).count()};
  write_outputs(plan.options.out, item.name, photo, cutout, report_json(cutout, context), plan.options.quality);
}

int run_cut(const CutOptions& options) {
  const CutPlan plan = plan_cut(options);
  create_folder(options.out);
  const int threads = worker_count(options.threads, plan.photos.size());
  DeviceTurns devices(options.device);
  const RunResult result = run_photos(plan.photos, threads, [&]() -> PhotoWork {
    const auto equipment = std::make_shared<Equipment>(Equipment{
        Segmenter(SegmenterOptions{devices.next(), 1, plan.parameters}), plan.prior ? plan.prior->make() : nullptr});
    return [&plan, equipment](std::size_t index) { cut_photo(plan, plan.photos[index], *equipment); };
  });
  std::printf("%zu of %zu photos cut into %s in %.1f s", result.done, plan.photos.size(), options.out.c_str(),
              result.seconds);
  if (result.failed > 0) std::printf(", %zu failed", result.failed);
  if (result.code == exit_stopped) std::printf(", stopped on request");
  std::printf("\n");
  return result.code;
}

}  // namespace

void add_cut(CLI::App& app, Action& action) {
  const auto options = std::make_shared<CutOptions>();
  CLI::App* cut = app.add_subcommand("cut", "Cuts the product out of each photo");
  cut->add_option("PHOTO", options->photos, "Photos (JPEG, PNG, WebP) or folders of photos")->required();
  cut->add_option("--out", options->out, "Folder for the results, created where missing")->required();
  cut->add_option("--fg", options->foreground, "x,y of a point on the product, in photo pixels; may be repeated")
      ->allow_extra_args(false);
  cut->add_option("--bg", options->background, "x,y of a point on the background; may be repeated")
      ->allow_extra_args(false);
  cut->add_option("--box", options->box, "x,y,width,height of a box around the product");
  cut->add_option("--markers", options->markers,
                  "Image of markers (255 product, 0 background, 128 unmarked) or folder of such images, NAME.png");
  add_prior_options(*cut, options->prior);
  cut->add_option("--preset", options->preset, "Model: product, paper, yzd, rci or tv")->capture_default_str();
  cut->add_option("--set", options->settings, "name=value of a parameter (see hesscut presets); may be repeated")
      ->allow_extra_args(false);
  cut->add_option("--device", options->device, "auto, cpu, cuda (all GPUs) or cuda:N")->capture_default_str();
  cut->add_option("--threads", options->threads, "Photos in work at a time, 0: one per core")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  cut->add_option("--quality", options->quality, "JPEG quality")->check(CLI::Range(1, 100))->capture_default_str();
  cut->footer(
      "Without markers the product is looked for automatically. Each photo gives NAME.mask.png,\n"
      "NAME.cutout.png, NAME.white.jpg, NAME.overlay.jpg and NAME.json.\n"
      "Exit codes: 0 all done, 2 usage, 3 some photos failed, 75 output, device or memory not to be had: try again,\n"
      "143 stopped.");
  cut->callback([options, &action] { action = [options] { return run_cut(*options); }; });
}

}  // namespace hesscut::command
