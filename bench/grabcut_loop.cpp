// The peer of bench/catalogue.py: cv::grabCut over files, one after the other, with the outputs that a batch writes.
// Nothing is marked: a tenth of each side all round is background, the rest is a candidate.
//
//     build/bench/grabcut_loop OUT PHOTO...

#include <cstdio>
#include <exception>
#include <filesystem>
#include <hesscut/hesscut.hpp>
#include <opencv2/core/utility.hpp>

#include "host/catalogue/output/overlay.hpp"
#include "host/catalogue/output/pictures.hpp"
#include "host/image/codec.hpp"
#include "host/image/files.hpp"
#include "tools/hesscut/evaluate/grabcut.hpp"

namespace {

using namespace hesscut;

void cut(const std::filesystem::path& photo_file, const std::filesystem::path& out) {
  const Image photo = image::read_photo(photo_file);
  Markers markers;
  markers.box = Box{photo.width / 10, photo.height / 10, photo.width * 8 / 10, photo.height * 8 / 10};
  const int working_side = preset_parameters(Preset::product).working_side;
  Cutout cutout;
  cutout.mask = evaluate::grabcut(photo.view(), markers, working_side).mask;
  cutout.alpha = cutout.mask;
  const std::string name = photo_file.filename().string();
  image::write_files(std::vector<image::FileContent>{
      {out / (name + ".mask.png"), image::encode_png(cutout.mask.view())},
      {out / (name + ".cutout.png"), image::encode_png(catalogue::transparent_cutout(photo, cutout.alpha).view())},
      {out / (name + ".white.jpg"), image::encode_jpeg(catalogue::on_white(photo, cutout.alpha).view())},
      {out / (name + ".overlay.jpg"), image::encode_jpeg(catalogue::draw_overlay(photo, cutout).view())}});
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) {
    std::fputs("usage: grabcut_loop OUT PHOTO...\n", stderr);
    return 2;
  }
  cv::setNumThreads(1);
  std::filesystem::create_directories(argv[1]);
  for (int i = 2; i < argc; ++i) cut(argv[i], argv[1]);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "grabcut_loop: %s\n", error.what());
  return 1;
}
