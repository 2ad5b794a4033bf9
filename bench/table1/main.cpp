// The comparison of Li 2025 on photographs with truth: every method from the same markers, the published ones with
// their published parameters and by their published stopping rules, and the same problems solved to a certified gap.
//
//     build/bench/table1 [FOLDER] [--prior MODEL] [--markdown]
//
// FOLDER: images/*.jpg and masks/*.png, default HESSCUT_PHOTOS/products. MODEL: the U-Net, default the one that is
// shipped; without OpenCV's dnn there is none.

#include <CLI/CLI.hpp>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <hesscut/error.hpp>

#include "bench/table1/outcome.hpp"
#include "bench/table1/print.hpp"
#include "host/image/codec.hpp"
#include "tools/hesscut/evaluate/robot_markers.hpp"
#include "tools/hesscut/label_files.hpp"
#include "tools/hesscut/photo_list.hpp"
#include "tools/hesscut/prior_options.hpp"
#include "tools/hesscut/workers.hpp"

namespace {

using namespace hesscut;
namespace fs = std::filesystem;

constexpr int points = 5;

struct Options {
  fs::path folder;
  command::PriorOptions prior{command::has_networks() ? HESSCUT_SHIPPED_NETWORK : "", {}};
  int threads = 2;
  bool markdown = false;
};

struct MarkerKind {
  const char* title;
  Markers (*make)(const ImageView& truth);
};
constexpr MarkerKind marker_kinds[] = {
    {"5 points and the border", [](const ImageView& truth) { return evaluate::spread_points(truth, points); }},
    {"tight box", evaluate::tight_box}};

void print_table(const Options& options, const std::vector<command::PhotoItem>& photos, const MarkerKind& kind,
                 const std::optional<command::PriorModel>& network) {
  std::vector<std::vector<bench::Outcome>> outcomes(photos.size());
  command::run_workers(photos.size(), options.threads, [&]() -> command::Work {
    return [&, propose = network ? network->make() : nullptr](std::size_t i) {
      const Image photo = image::read_photo(photos[i].path);
      const Image truth =
          command::read_labels_for(photo.view(), command::label_file(options.folder / "masks", photos[i]), "truth");
      outcomes[i] = bench::run_methods(photo.view(), truth.view(), kind.make(truth.view()), propose);
    };
  });
  std::vector<std::string> names;
  for (const command::PhotoItem& photo : photos) names.push_back(photo.name);
  std::printf("%s%s, %zu photos, means\n\n%s\n%s\n", options.markdown ? "### " : "", kind.title, photos.size(),
              bench::summary_table(bench::mean_outcomes(outcomes), options.markdown).c_str(),
              bench::photo_table(names, outcomes, options.markdown).c_str());
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"The comparison of Li 2025 on photographs with truth"};
  Options options;
  const char* photos = std::getenv("HESSCUT_PHOTOS");
  if (photos != nullptr) options.folder = fs::path(photos) / "products";
  app.add_option("FOLDER", options.folder, "images/*.jpg and masks/*.png; default HESSCUT_PHOTOS/products")
      ->required(photos == nullptr);
  command::add_prior_options(app, options.prior);
  app.add_option("--threads", options.threads, "Photos in work at a time")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  app.add_flag("--markdown", options.markdown, "Tables in Markdown");
  CLI11_PARSE(app, argc, argv);
  try {
    const std::vector<command::PhotoItem> list = command::list_photos({options.folder / "images"});
    std::optional<command::PriorModel> network;
    if (!options.prior.model.empty()) network.emplace(options.prior);
    for (const MarkerKind& kind : marker_kinds) print_table(options, list, kind, network);
    std::fputs(bench::footer().c_str(), stdout);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "table1: %s\n", error.what());
    return 1;
  }
}
