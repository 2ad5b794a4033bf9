/// hesscut-scenes: renders the sample scenes into a folder, photos and truth apart.

#include <CLI/CLI.hpp>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include <hesscut/error.hpp>
#include <hesscut/version.hpp>

#include "host/image/codec.hpp"
#include "host/image/files.hpp"
#include "tools/scenes/scenes.hpp"

namespace {

namespace fs = std::filesystem;

struct Options {
  fs::path folder;
  std::vector<int> size{hesscut::scenes::default_width, hesscut::scenes::default_height};
  int random = 0;
  int first = 0;
  std::uint32_t seed = 1;
  bool backdrops = false;
  bool shares = false;
};

void write(const fs::path& path, const std::vector<std::uint8_t>& bytes) {
  hesscut::image::write_file(path, bytes);
}

void write_scenes(const Options& options) {
  for (const char* part : {"images", "truth", "alpha"}) fs::create_directories(options.folder / part);
  const int width = options.size[0];
  const int height = options.size[1];
  const int count = options.random > 0 ? options.random : hesscut::scenes::scene_count;
  for (int i = 0; i < count; ++i) {
    const hesscut::scenes::Scene scene =
        options.random > 0
            ? hesscut::scenes::render_random(options.seed, options.first + i, width, height, !options.backdrops)
            : hesscut::scenes::render(i, width, height);
    // Random scenes are there to be changed further: no losses yet.
    if (options.random > 0) {
      write(options.folder / "images" / (scene.name + ".png"), hesscut::image::encode_png(scene.photo.view()));
    } else {
      write(options.folder / "images" / (scene.name + ".jpg"), hesscut::image::encode_jpeg(scene.photo.view()));
    }
    const hesscut::Image& truth = options.shares ? scene.alpha : scene.truth;
    write(options.folder / "truth" / (scene.name + ".png"), hesscut::image::encode_png(truth.view()));
    write(options.folder / "alpha" / (scene.name + ".png"), hesscut::image::encode_png(scene.matte.view()));
  }
  std::printf("%d scenes of %d x %d in %s\n", count, width, height, options.folder.c_str());
}

int exit_code(const hesscut::Error& error) {
  if (error.kind() == hesscut::ErrorKind::usage) return 2;
  return error.kind() == hesscut::ErrorKind::output ? 75 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Renders sample photos of products, with their exact masks"};
  Options options;
  app.add_option(
         "OUTDIR", options.folder,
         "where images/NAME.jpg (.png of random ones), truth/NAME.png (mask) and alpha/NAME.png (exact alpha) go")
      ->required();
  app.add_option("--size", options.size, "WIDTHxHEIGHT in pixels")->delimiter('x')->expected(2)->capture_default_str();
  CLI::Option* random = app.add_option("--random", options.random, "so many scenes drawn by lot instead of the samples")
                            ->check(CLI::Range(1, 99'999));
  app.add_option("--seed", options.seed, "of random scenes: other numbers, other scenes")
      ->capture_default_str()
      ->needs(random);
  app.add_option("--first", options.first, "number of the first random scene")
      ->check(CLI::Range(0, 99'999))
      ->capture_default_str()
      ->needs(random);
  app.add_flag("--backdrops", options.backdrops, "random scenes without their products")->needs(random);
  app.add_flag("--shares", options.shares,
               "truth as the product's share of each pixel, 0..255, instead of 0 and 255: alpha without the lens");
  app.set_version_flag("--version", HESSCUT_VERSION);
  try {
    app.parse(argc, argv);
    write_scenes(options);
    return 0;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const hesscut::Error& error) {
    std::fprintf(stderr, "hesscut-scenes: %s\n", error.what());
    return exit_code(error);
  } catch (const fs::filesystem_error& error) {
    std::fprintf(stderr, "hesscut-scenes: %s\n", error.what());
    return 75;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "hesscut-scenes: %s\n", error.what());
    return 1;
  }
}
