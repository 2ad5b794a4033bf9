#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "bench/table1/published_admm.hpp"
#include "host/image/codec.hpp"
#include "tests/kernels/call.hpp"
#include "tests/reference/npy.hpp"

namespace hesscut::test {
namespace {

// The published code met its own rule on its own picture, from a random start, at iteration 53.
TEST(PublishedRule, IsMetWhereThePublishedCodeMeetsIt) {
  const char* photos = std::getenv("HESSCUT_PHOTOS");
  const std::filesystem::path folder = std::filesystem::path(photos != nullptr ? photos : "") / "oracle";
  if (!std::filesystem::is_regular_file(folder / "bandage.png")) {
    GTEST_SKIP() << "no oracle/bandage.png in the folder that HESSCUT_PHOTOS names";
  }
  const Image image = image::read_labels(folder / "bandage.png");
  const auto floats = [](const Grid& grid) { return std::vector<float>(grid.values.begin(), grid.values.end()); };
  std::vector<float> r;
  for (const std::uint8_t value : image.pixels) {
    const double z = value / 255.0;
    r.push_back(static_cast<float>(10 * ((z - 0.35) * (z - 0.35) - (z - 0.55) * (z - 0.55))));
  }
  Rig rig(device::make_cpu_device(1));
  const auto alpha = rig.upload(floats(reference::read_npy(folder / "bandage_alpha.npy")));
  const auto beta = rig.upload(floats(reference::read_npy(folder / "bandage_beta.npy")));
  const auto region = rig.upload(r);
  const kernels::Shape shape{1, image.height, image.width};
  solver::Solver solver(*rig.device, *rig.queue, shape, Boundary::periodic);
  Random random(3);
  for (int i = 0; i < 3; ++i) {
    const auto start = rig.upload(floats(random.grid(image.height, image.width, 0, 1)));
    const bench::PublishedRun run = bench::run_published_admm(
        *rig.queue, solver, {{alpha.data(), shape}, {beta.data(), shape}, {region.data(), shape}},
        {start.data(), shape}, 1e-3, 400);
    EXPECT_TRUE(run.stopped);
    EXPECT_NEAR(run.iterations, 53, 2);
  }
}

}  // namespace
}  // namespace hesscut::test
