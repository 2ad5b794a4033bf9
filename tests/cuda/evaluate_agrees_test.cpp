#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "host/image/codec.hpp"
#include "tests/support/run_command.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tools/scenes/scenes.hpp"

/// `hesscut evaluate --device cuda` gives the table that `--device cpu` gives. The command is a build of its own that
/// is linked with the emulated GPU.

namespace hesscut::test {
namespace {

namespace fs = std::filesystem;
using Table = std::vector<std::vector<std::string>>;

class EvaluateAgrees : public testing::Test {
 protected:
  /// The rows of the table without the milliseconds.
  [[nodiscard]] Table evaluate(const fs::path& images, const fs::path& truth, const std::string& device) {
    const fs::path csv = folder.path() / (device + ".csv");
    const auto result =
        support::run_command({HESSCUT_EMULATED_COMMAND, "evaluate", "--images", images, "--truth", truth, "--points",
                              "5", "--device", device, "--set", "working_side=128", "--threads", "1", "--csv", csv});
    EXPECT_EQ(result.exit_code, 0) << result.err;
    const auto bytes = support::file_bytes(csv);
    std::istringstream text(std::string(bytes.begin(), bytes.end()));
    Table rows;
    for (std::string line; std::getline(text, line);) {
      std::istringstream fields(line);
      rows.emplace_back();
      for (std::string field; std::getline(fields, field, ',');) rows.back().push_back(field);
      rows.back().pop_back();
    }
    return rows;
  }

  /// Overlaps to 1e-3, distances to a tenth of a pixel, iterations to one block of 8 between two certificates, gaps
  /// below the tolerance. Boundary scores to 3e-3: the outline of one pixel of the working grid, 8 x 8 of the photo and
  /// less than a hundredth of a per cent of its area, is 1e-3 to 4e-3 of the two outlines.
  void expect_same_table(const fs::path& images, const fs::path& truth, std::size_t photos) {
    const Table cpu = evaluate(images, truth, "cpu");
    const Table gpu = evaluate(images, truth, "cuda");
    ASSERT_EQ(cpu.size(), photos + 2);
    ASSERT_EQ(gpu.size(), cpu.size());
    EXPECT_EQ(gpu.front(), cpu.front());
    for (std::size_t i = 1; i < cpu.size(); ++i) {
      SCOPED_TRACE(cpu[i][0]);
      EXPECT_EQ(gpu[i][0], cpu[i][0]);
      const double tolerances[] = {1e-3, 1e-3, 0.1, 0.1, 0.1, 3e-3, 8, 1e-3};
      for (std::size_t k = 0; k < std::size(tolerances); ++k) {
        EXPECT_NEAR(std::stod(gpu[i][k + 1]), std::stod(cpu[i][k + 1]), tolerances[k]) << cpu[0][k + 1];
      }
    }
  }

  support::TemporaryFolder folder;
};

TEST_F(EvaluateAgrees, OnScenes) {
  for (int index = 0; index < 3; ++index) {
    const scenes::Scene scene = scenes::render(index, 160, 120);
    folder.write("images/" + scene.name + ".png", image::encode_png(scene.photo.view()));
    folder.write("truth/" + scene.name + ".png", image::encode_png(scene.truth.view()));
  }
  expect_same_table(folder / "images", folder / "truth", 3);
}

TEST_F(EvaluateAgrees, OnFiveProductPhotos) {
  const char* photos = std::getenv("HESSCUT_PHOTOS");
  const fs::path products = fs::path(photos != nullptr ? photos : "") / "products";
  if (!fs::is_directory(products / "images")) {
    GTEST_SKIP() << "no products/images in the folder that HESSCUT_PHOTOS names";
  }
  fs::create_directories(folder / "images");
  for (const char* name : {"backpack_dog_02", "candle_01", "duck_toy_01", "rc_car_01", "wolf_plushie_00"}) {
    fs::create_symlink(products / "images" / (std::string(name) + ".jpg"),
                       folder / "images" / (std::string(name) + ".jpg"));
  }
  expect_same_table(folder / "images", products / "masks", 5);
}

}  // namespace
}  // namespace hesscut::test
