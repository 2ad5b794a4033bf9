#include <gtest/gtest.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "host/image/codec.hpp"
#include "tests/segment/checks.hpp"
#include "tools/hesscut/evaluate/metrics.hpp"
#include "tools/hesscut/evaluate/robot_markers.hpp"

/// Real photos with truth: every solve ends with its certificate, and the masks are as good as they have been.

namespace hesscut::test {
namespace {

namespace fs = std::filesystem;

/// Where the photos, truths and marker images of a set are.
struct PhotoSet {
  const char* photos;
  const char* truths;
  const char* markers = "";
};
constexpr PhotoSet products{"products/images", "products/masks"};
constexpr PhotoSet interactive{"interactive/images", "interactive/truth", "interactive/strokes1"};

class Photos : public testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("HESSCUT_PHOTOS");
    root_ = folder != nullptr ? folder : "";
    for (const PhotoSet& set : {products, interactive}) {
      if (!fs::is_directory(root_ / set.photos)) {
        GTEST_SKIP() << "no " << set.photos << " in the folder that HESSCUT_PHOTOS names";
      }
    }
  }

  using MarkersFor = Markers (*)(const Image& truth, const Image& marked);

  /// Cuts every photo of the set and checks its certificate; the mean overlap with the truth.
  [[nodiscard]] double mean_iou(const PhotoSet& set, MarkersFor markers_for) const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(root_ / set.photos)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    EXPECT_GE(files.size(), 17);
    std::vector<double> overlaps(files.size());
    std::vector<Cutout> cutouts(files.size());
    tbb::parallel_for(std::size_t{0}, files.size(), [&](std::size_t i) {
      const std::string name = files[i].stem().string() + ".png";
      const Image photo = image::read_photo(files[i]);
      const Image truth = image::read_labels(root_ / set.truths / name);
      const Image marked = set.markers[0] != 0 ? image::read_labels(root_ / set.markers / name) : Image();
      cutouts[i] = Segmenter(one_thread()).cut(photo.view(), markers_for(truth, marked));
      overlaps[i] = evaluate::compare(cutouts[i].mask.view(), truth.view()).iou;
    });
    double sum = 0;
    for (std::size_t i = 0; i < files.size(); ++i) {
      SCOPED_TRACE(files[i].filename().string());
      expect_whole(cutouts[i], cutouts[i].mask.width, cutouts[i].mask.height);
      EXPECT_EQ(cutouts[i].status, Status::solved);
      EXPECT_LE(cutouts[i].gap, 1e-3);
      sum += overlaps[i];
    }
    const double mean = sum / static_cast<double>(files.size());
    RecordProperty("iou", std::to_string(mean));
    return mean;
  }

 private:
  fs::path root_;
};

// The bars are the project's own; in brackets what was measured.
TEST_F(Photos, InteractiveFromStrokes) {
  EXPECT_GE(mean_iou(interactive,
                     [](const Image&, const Image& marked) {
                       Markers markers;
                       markers.mask = marked;
                       return markers;
                     }),
            0.775)
      << "(0.785)";
}

TEST_F(Photos, ProductsFromFivePoints) {
  EXPECT_GE(
      mean_iou(products, [](const Image& truth, const Image&) { return evaluate::spread_points(truth.view(), 5); }),
      0.888)
      << "(0.898)";
}

TEST_F(Photos, ProductsFromABox) {
  EXPECT_GE(mean_iou(products, [](const Image& truth, const Image&) { return evaluate::tight_box(truth.view()); }),
            0.939)
      << "(0.950)";
}

TEST_F(Photos, ProductsWithNothingMarked) {
  EXPECT_GE(mean_iou(products, [](const Image&, const Image&) { return Markers(); }), 0.863) << "(0.873)";
}

// Boxes and no markers on natural photos: not what the presets are tuned for, but every solve must end certified.
TEST_F(Photos, InteractiveFromABox) {
  EXPECT_GE(mean_iou(interactive, [](const Image& truth, const Image&) { return evaluate::tight_box(truth.view()); }),
            0.782)
      << "(0.793)";
}

TEST_F(Photos, InteractiveWithNothingMarked) {
  EXPECT_GE(mean_iou(interactive, [](const Image&, const Image&) { return Markers(); }), 0.54) << "(0.556)";
}

}  // namespace
}  // namespace hesscut::test
