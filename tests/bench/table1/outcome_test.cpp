#include "bench/table1/outcome.hpp"

#include <gtest/gtest.h>

#include "tools/hesscut/evaluate/robot_markers.hpp"
#include "tools/scenes/scenes.hpp"

namespace hesscut::bench {
namespace {

// A scene as small as may be: the published iteration takes a thousand steps.
TEST(Table1, RunsEveryMethodOnAScene) {
  const scenes::Scene scene = scenes::render(0, 96, 72);
  const command::Proposer truth_itself = [&](const ImageView&, const Markers&) {
    return Prior::from_bytes(scene.truth.view());
  };
  for (const Markers& markers :
       {evaluate::spread_points(scene.truth.view(), 5), evaluate::tight_box(scene.truth.view())}) {
    const std::vector<Outcome> outcomes = run_methods(scene.photo.view(), scene.truth.view(), markers, truth_itself);
    std::vector<std::string> methods;
    for (const Outcome& one : outcomes) methods.push_back(one.method);
    const std::vector<std::string> want{"RCI, published rule",
                                        "RCI, certified",
                                        "TV, certified",
                                        "paper, published rule",
                                        "paper, certified",
                                        "yzd, published rule",
                                        "yzd, certified",
                                        "U-Net",
                                        "product",
                                        "product, U-Net as prior",
                                        "grabCut",
                                        "watershed"};
    EXPECT_EQ(methods, want);
    for (const Outcome& one : outcomes) {
      SCOPED_TRACE(one.method);
      EXPECT_LE(one.gap.value_or(0), 1e-3);
      // Never below what is certified, but for rounding.
      EXPECT_GE(one.above_optimum.value_or(0), -1e-5);
      EXPECT_GE(one.mask_above_optimum.value_or(0), -1e-5);
      EXPECT_EQ(one.above_optimum.has_value(), one.method.ends_with("published rule"));
    }
    EXPECT_EQ(outcomes[7].metrics.dsc, 1);
    EXPECT_GT(outcomes[8].metrics.dsc, 0.9);
    EXPECT_GT(outcomes[9].metrics.dsc, outcomes[8].metrics.dsc);
    EXPECT_EQ(outcomes[10].iterations, 5);
  }
}

TEST(Table1, LeavesTheNetworksRowsOutWithoutOne) {
  const scenes::Scene scene = scenes::render(0, 48, 36);
  for (const Outcome& one :
       run_methods(scene.photo.view(), scene.truth.view(), evaluate::tight_box(scene.truth.view()), {})) {
    EXPECT_EQ(one.method.find("U-Net"), std::string::npos);
  }
}

}  // namespace
}  // namespace hesscut::bench
