/// hesscut-scenes: renders the sample scenes into a folder, photos and truth apart.

#include <CLI/CLI.hpp>

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

void write_scenes(const fs::path& folder, int width, int height) {
  for (const char* part : {"images", "truth", "alpha"}) fs::create_directories(folder / part);
  for (int index = 0; index < hesscut::scenes::scene_count; ++index) {
    const hesscut::scenes::Scene scene = hesscut::scenes::render(index, width, height);
    hesscut::image::write_file(folder / "images" / (scene.name + ".jpg"),
                               hesscut::image::encode_jpeg(scene.photo.view()));
    hesscut::image::write_file(folder / "truth" / (scene.name + ".png"),
                               hesscut::image::encode_png(scene.truth.view()));
    hesscut::image::write_file(folder / "alpha" / (scene.name + ".png"),
                               hesscut::image::encode_png(scene.matte.view()));
  }
  std::printf("%d scenes of %d x %d in %s\n", hesscut::scenes::scene_count, width, height, folder.c_str());
}

int exit_code(const hesscut::Error& error) {
  if (error.kind() == hesscut::ErrorKind::usage) return 2;
  return error.kind() == hesscut::ErrorKind::output ? 75 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Renders sample photos of products, with their exact masks"};
  std::string folder;
  std::vector<int> size{hesscut::scenes::default_width, hesscut::scenes::default_height};
  app.add_option("OUTDIR", folder, "where images/NAME.jpg, truth/NAME.png (mask) and alpha/NAME.png (exact alpha) go")
      ->required();
  app.add_option("--size", size, "WIDTHxHEIGHT in pixels")->delimiter('x')->expected(2)->capture_default_str();
  app.set_version_flag("--version", HESSCUT_VERSION);
  try {
    app.parse(argc, argv);
    write_scenes(folder, size[0], size[1]);
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
