#pragma once

#include <gtest/gtest.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>

#include "host/image/codec.hpp"
#include "tests/segment/checks.hpp"
#include "tools/hesscut/evaluate/metrics.hpp"
#include "tools/hesscut/evaluate/robot_markers.hpp"

namespace hesscut::test {

/// Where the photos, truths and marker images of a set are.
struct PhotoSet {
  const char* photos;
  const char* truths;
  const char* markers = "";
};
inline constexpr PhotoSet products{"products/images", "products/masks"};
inline constexpr PhotoSet interactive{"interactive/images", "interactive/truth", "interactive/strokes1"};

/// Cuts real photos with truth.
class Photos : public testing::Test {
 protected:
  void SetUp() override {
    const char* folder = std::getenv("HESSCUT_PHOTOS");
    root_ = folder != nullptr ? folder : "";
    for (const PhotoSet& set : {products, interactive}) {
      if (!std::filesystem::is_directory(root_ / set.photos)) {
        GTEST_SKIP() << "no " << set.photos << " in the folder that HESSCUT_PHOTOS names";
      }
    }
  }

  using MarkersFor = Markers (*)(const Image& truth, const Image& marked);
  static Markers strokes(const Image& /*truth*/, const Image& marked) {
    Markers markers;
    markers.mask = marked;
    return markers;
  }
  static Markers five_points(const Image& truth, const Image& /*marked*/) {
    return evaluate::spread_points(truth.view(), 5);
  }
  static Markers box(const Image& truth, const Image& /*marked*/) { return evaluate::tight_box(truth.view()); }
  static Markers nothing(const Image& /*truth*/, const Image& /*marked*/) { return {}; }

  using PriorFor = std::function<Prior(const ImageView& photo, const Markers& markers)>;

  /// Cuts every photo of the set and checks its certificate; the mean overlap with the truth.
  [[nodiscard]] double mean_iou(const PhotoSet& set, MarkersFor markers_for, const PriorFor& prior_for = {}) const {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(root_ / set.photos)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    EXPECT_GE(files.size(), 17);
    std::vector<double> overlaps(files.size());
    std::vector<Cutout> cutouts(files.size());
    tbb::parallel_for(std::size_t{0}, files.size(), [&](std::size_t i) {
      const std::string name = files[i].stem().string() + ".png";
      const Image photo = image::read_photo(files[i]);
      const Image truth = image::read_labels(root_ / set.truths / name);
      const Image marked = set.markers[0] != 0 ? image::read_labels(root_ / set.markers / name) : Image();
      const Markers markers = markers_for(truth, marked);
      const Prior prior = prior_for ? prior_for(photo.view(), markers) : Prior{};
      cutouts[i] = Segmenter(one_thread()).cut(photo.view(), markers, prior);
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
  std::filesystem::path root_;
};

}  // namespace hesscut::test
