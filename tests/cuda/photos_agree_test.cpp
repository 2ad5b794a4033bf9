#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "host/image/codec.hpp"
#include "tests/cuda/agreement.hpp"
#include "tools/hesscut/evaluate/robot_markers.hpp"

/// The CUDA device against the CPU on every product photo.

namespace hesscut::test {
namespace {

namespace fs = std::filesystem;

// An emulated GPU takes its time: a small working grid, on which every kernel does all that it does on a large one.
constexpr int working_side = 192;

using PhotosAgree = GpuTest;

TEST_F(PhotosAgree, FromFivePoints) {
  const char* folder = std::getenv("HESSCUT_PHOTOS");
  const fs::path products = fs::path(folder != nullptr ? folder : "") / "products";
  if (!fs::is_directory(products / "images")) {
    GTEST_SKIP() << "no products/images in the folder that HESSCUT_PHOTOS names";
  }
  std::vector<NamedJob> jobs;
  for (const auto& entry : fs::directory_iterator(products / "images")) {
    const std::string stem = entry.path().stem().string();
    const Image truth = image::read_labels(products / "masks" / (stem + ".png"));
    jobs.push_back({stem, image::read_photo(entry.path()), evaluate::spread_points(truth.view(), 5)});
  }
  ASSERT_GE(jobs.size(), 17);
  std::sort(jobs.begin(), jobs.end(), [](const NamedJob& a, const NamedJob& b) { return a.name < b.name; });
  Parameters parameters = preset_parameters(Preset::product);
  parameters.working_side = working_side;
  expect_devices_agree(jobs, parameters);
}

}  // namespace
}  // namespace hesscut::test
