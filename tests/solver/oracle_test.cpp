#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "host/image/codec.hpp"
#include "tests/kernels/devices.hpp"
#include "tests/reference/npy.hpp"
#include "tests/solver/solver_rig.hpp"

/// Preset yzd against what the published code of Yang, Zhong, Duan and Zeng (2020) computes for their own picture:
/// periodic boundary, weights from the grey image, grey means 0.35 and 0.55, 400 iterations.

namespace hesscut::test {
namespace {

constexpr Boundary boundary = Boundary::periodic;

class OracleTest : public testing::TestWithParam<NamedDevice> {
 protected:
  void SetUp() override {
    const char* photos = std::getenv("HESSCUT_PHOTOS");
    folder_ = std::filesystem::path(photos != nullptr ? photos : "") / "oracle";
    if (!std::filesystem::is_regular_file(folder_ / "bandage.png")) {
      GTEST_SKIP() << "no oracle/bandage.png in the folder that HESSCUT_PHOTOS names";
    }
    const Image image = image::read_labels(folder_ / "bandage.png");
    photo_ = Grid(image.height, image.width);
    for (std::size_t i = 0; i < photo_.size(); ++i) photo_.values[i] = static_cast<float>(image.pixels[i] / 255.0);
  }

  [[nodiscard]] Grid array(const std::string& name) const { return reference::read_npy(folder_ / name); }

  /// alpha and beta from the device.
  [[nodiscard]] reference::Problem weights() const {
    Rig rig(GetParam().make());
    Inputs in{.height = photo_.height, .width = photo_.width, .fields = {photo_}};
    Call call(rig, {&in, 1});
    rig.queue->reserve(call.shape());
    const kernels::FloatField alpha = call.output();
    const kernels::FloatField beta = call.output();
    rig.queue->yzd_weights(call.input(0), boundary, 1, 1, alpha, beta);
    const Outputs out = call.finish()[0];
    return {out[0], out[1], Grid()};
  }

  [[nodiscard]] reference::Problem preset_problem() const {
    reference::Problem out = weights();
    const double lambda = preset_parameters(Preset::yzd).lambda;
    out.r = reference::map(
        [=](double z) { return static_cast<float>(lambda * ((z - 0.35) * (z - 0.35) - (z - 0.55) * (z - 0.55))); },
        photo_);
    return out;
  }

  [[nodiscard]] Grid published_u() const { return array("bandage_u.npy"); }

  /// Share of the pixels where u and the published u are on the same side of 1/2.
  [[nodiscard]] double agreement_of_masks(const Grid& u) const {
    const Grid same =
        reference::map([](double a, double b) { return (a > 0.5) == (b > 0.5) ? 1.0 : 0.0; }, u, published_u());
    return reference::dot(same, same) / static_cast<double>(same.size());
  }

  std::filesystem::path folder_;
  Grid photo_;
};

INSTANTIATE_TEST_SUITE_P(Devices, OracleTest, testing::ValuesIn(devices_under_test()),
                         [](const auto& test) { return test.param.name; });

TEST_P(OracleTest, WeightsAreThoseOfThePublishedCode) {
  const reference::Problem found = weights();
  EXPECT_LE(max_difference(found.alpha, array("bandage_alpha.npy")), 1e-6);
  EXPECT_LE(max_difference(found.beta, array("bandage_beta.npy")), 1e-6);
}

/// The preset's own penalties and a fixed number of iterations.
solver::Options preset_options(int iterations) {
  const Parameters preset = preset_parameters(Preset::yzd);
  solver::Options options = stop_at(-1, iterations);
  options.rho1 = preset.rho1;
  options.rho2 = preset.rho2;
  options.rho3 = preset.rho3;
  options.gamma = preset.gamma;
  return options;
}

TEST_P(OracleTest, FiftyIterationsGiveThePublishedMask) {
  const reference::Problem problem = preset_problem();
  const Grid grey(photo_.height, photo_.width, 0.5);
  for (const Grid& start : {grey, photo_}) {
    SolverRig rig(GetParam().make(), {problem}, boundary);
    rig.start_from({start});
    (void)rig.solve(preset_options(50));
    EXPECT_GE(agreement_of_masks(rig.relaxed()[0]), 0.999);
  }
}

TEST_P(OracleTest, PublishedPenaltiesAndIterationsGiveThePublishedMask) {
  SolverRig rig(GetParam().make(), {preset_problem()}, boundary);
  solver::Options options = stop_at(-1, 400);
  options.rho1 = 1;
  options.rho2 = 2;
  options.rho3 = 10;
  options.gamma = 1;
  (void)rig.solve(options);
  EXPECT_GE(agreement_of_masks(rig.relaxed()[0]), 0.9999);
}

// As many iterations as the published u has seen.
TEST_P(OracleTest, EnergyIsNoHigherThanThePublishedOne) {
  const reference::Problem problem = preset_problem();
  SolverRig rig(GetParam().make(), {problem}, boundary);
  const solver::ImageReport report = rig.solve(stop_at(-1, 400))[0];
  const double energy = reference::energy(problem, rig.relaxed()[0], boundary);
  EXPECT_NEAR(report.sums.energy, energy, 1e-6 * report.scale);
  EXPECT_LE(report.relative_gap(), 1e-5);
  const Grid published = reference::clip_to_bounds(published_u(), problem.r);
  EXPECT_LE(energy, reference::energy(problem, published, boundary));
}

}  // namespace
}  // namespace hesscut::test
