// Hesscut against cv::grabCut on photographs with truth: one thread, the same five points and the border as markers,
// the same working grid, markers to mask. Each photo is cut by both in turn, several times; the table gives medians of
// the paired ratios.
//
//     build/bench/versus_grabcut [FOLDER] [RUNS]     FOLDER: images/*.jpg and masks/*.png, default
//     HESSCUT_PHOTOS/products

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include <hesscut/hesscut.hpp>

#include "bench/statistics.hpp"
#include "host/image/codec.hpp"
#include "tools/hesscut/evaluate/grabcut.hpp"
#include "tools/hesscut/evaluate/robot_markers.hpp"
#include "tools/hesscut/photo_list.hpp"

namespace {

using namespace hesscut;

constexpr int points = 5;

/// One photo, `runs` pairs.
struct PairedTimes {
  std::vector<double> hesscut_ms, grabcut_ms, ratio;
};

PairedTimes time_photo(Segmenter& segmenter, const Image& photo, const Markers& markers, int runs) {
  PairedTimes times;
  const int working_side = segmenter.options().parameters.working_side;
  (void)segmenter.cut(photo.view(), markers);  // plans and memory for this shape
  for (int run = 0; run < runs; ++run) {
    times.hesscut_ms.push_back(segmenter.cut(photo.view(), markers).times.total());
    times.grabcut_ms.push_back(evaluate::grabcut(photo.view(), markers, working_side).ms);
    times.ratio.push_back(times.grabcut_ms.back() / times.hesscut_ms.back());
  }
  return times;
}

void run(const std::filesystem::path& folder, int runs) {
  Segmenter segmenter({.device = "cpu", .threads = 1});
  std::vector<double> ours;
  std::vector<double> theirs;
  std::vector<double> ratios;
  std::printf("%-24s %12s %12s %8s\n", "photo", "hesscut ms", "grabCut ms", "ratio");
  for (const command::PhotoItem& item : command::list_photos({folder / "images"})) {
    const Image photo = image::read_photo(item.path);
    const Image truth = image::read_labels(folder / "masks" / (item.name + ".png"));
    const Markers markers = evaluate::spread_points(truth.view(), points);
    const PairedTimes times = time_photo(segmenter, photo, markers, runs);
    ours.push_back(bench::median(times.hesscut_ms));
    theirs.push_back(bench::median(times.grabcut_ms));
    ratios.push_back(bench::median(times.ratio));
    std::printf("%-24s %12.1f %12.1f %8.2f\n", item.name.c_str(), ours.back(), theirs.back(), ratios.back());
  }
  std::printf("%-24s %12.1f %12.1f %8.2f\n", "median", bench::median(ours), bench::median(theirs),
              bench::median(ratios));
}

}  // namespace

int main(int argc, char** argv) try {
  const char* photos = std::getenv("HESSCUT_PHOTOS");
  if (argc < 2 && photos == nullptr) {
    std::fputs("versus_grabcut: name a folder of photos, or set HESSCUT_PHOTOS\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = argc > 1 ? argv[1] : std::filesystem::path(photos) / "products";
  run(folder, argc > 2 ? std::max(1, std::atoi(argv[2])) : 5);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "versus_grabcut: %s\n", error.what());
  return 1;
}
