// What the CUDA device does for an iteration, around a solve and for a whole photo, counted on the emulated GPU: bytes
// that every kernel loads and stores for a pixel, launches, and how many iterations photos take. No GPU is needed;
// tools/dev/gpu_prediction.py makes times of the figures.
//
//     build/tests/cuda/cuda_ledger [--side N]... [--scenes N] [--json FILE]        --help says more

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <hesscut/error.hpp>

#include "tests/cuda/ledger/photo_ledger.hpp"
#include "tools/scenes/scenes.hpp"

namespace {

using namespace hesscut;
using namespace hesscut::test;
using nlohmann::json;

struct Options {
  std::vector<int> sides{128, 256};
  int scenes = scenes::scene_count;
  std::string json_file;
};

void print(const std::string& title, const Ledger& ledger) {
  std::printf("%s\n%-28s %10s %12s %12s %8s\n", title.c_str(), "kernel", "launches", "loaded B/px", "stored B/px",
              "fields");
  const auto print_line = [](const std::string& name, const Moved& moved) {
    std::printf("%-28s %10.2f %12.2f %12.2f %8.2f\n", name.c_str(), moved.launches, moved.loaded, moved.stored,
                moved.fields());
  };
  for (const auto& [kernel, moved] : ledger) print_line(kernel, moved);
  print_line("beside the transforms", beside_transforms(ledger));
  std::printf("\n");
  std::fflush(stdout);
}

json to_json(const Ledger& ledger) {
  json out = json::object();
  for (const auto& [kernel, moved] : ledger) {
    out[kernel] = {{"launches", moved.launches}, {"loaded", moved.loaded}, {"stored", moved.stored}};
  }
  return out;
}

json to_json(const Iterations& iterations) {
  return {{"finest", iterations.finest}, {"coarse", iterations.coarse}};
}

/// All that is counted on square images of one size.
json count_side(int side) {
  const std::string size = std::to_string(side) + " x " + std::to_string(side);
  const Ledger iteration = count_iteration(side);
  print("An iteration, " + size, iteration);
  const Ledger around = count_around(side);
  print("Around a solve, with one certificate, " + size, around);
  const PhotoLedger photo = count_photo(side);
  print("A photo with nothing marked, " + std::to_string(photo.iterations.finest) + " iterations and " +
            std::to_string(photo.iterations.coarse) + " coarse ones, " + size,
        photo.kernels);
  return {{"side", side},
          {"iteration", to_json(iteration)},
          {"around", to_json(around)},
          {"photo", {{"iterations", to_json(photo.iterations)}, {"kernels", to_json(photo.kernels)}}}};
}

json count_scenes(int count) {
  const SceneIterations found = scene_iterations(count);
  std::printf("Iterations of rendered scenes on %d x %d (coarse ones):", found.working_width, found.working_height);
  json each = json::array();
  for (const Iterations& scene : found.scenes) {
    std::printf(" %d (%d)", scene.finest, scene.coarse);
    each.push_back(to_json(scene));
  }
  std::printf("\n");
  return {{"width", found.working_width}, {"height", found.working_height}, {"iterations", each}};
}

/// Opened before anything is counted, which takes a while.
std::ofstream open_json(const std::string& file) {
  std::ofstream out(file);
  if (!out) throw Error(ErrorKind::output, "--json: cannot write " + file);
  return out;
}

}  // namespace

int main(int argc, char** argv) try {
  Options options;
  CLI::App app("Bytes, launches and iterations of the CUDA device, counted on the emulated GPU.");
  app.add_option("--side", options.sides, "side of the square images that are counted, in pixels; may be repeated")
      ->check(CLI::Range(64, 1024))
      ->capture_default_str();
  app.add_option("--scenes", options.scenes, "rendered scenes whose iterations are counted, some seconds each")
      ->check(CLI::Range(0, scenes::scene_count))
      ->capture_default_str();
  app.add_option("--json", options.json_file, "file that gets all figures, for tools/dev/gpu_prediction.py");
  CLI11_PARSE(app, argc, argv);
  std::ofstream out;
  if (!options.json_file.empty()) out = open_json(options.json_file);
  json document{{"sides", json::array()}};
  for (const int side : options.sides) document["sides"].push_back(count_side(side));
  if (options.scenes > 0) document["scenes"] = count_scenes(options.scenes);
  if (!options.json_file.empty() && !(out << document.dump(2) << std::endl)) {
    throw Error(ErrorKind::output, "--json: cannot write " + options.json_file);
  }
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "cuda_ledger: %s\n", error.what());
  return 1;
}
