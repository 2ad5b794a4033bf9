#include <gtest/gtest.h>

#include "tests/cuda/agreement.hpp"
#include "tests/segment/checks.hpp"
#include "tools/hesscut/evaluate/robot_markers.hpp"
#include "tools/scenes/scenes.hpp"

/// The CUDA device against the CPU on rendered scenes, through every preset and kind of marker.

namespace hesscut::test {
namespace {

constexpr int width = 128;
constexpr int height = 96;

Parameters small_preset(Preset preset) {
  Parameters parameters = preset_parameters(preset);
  parameters.working_side = width;
  return parameters;
}

NamedJob scene_job(int index, const std::function<Markers(const Image& truth)>& markers) {
  const scenes::Scene scene = scenes::render(index, width, height);
  return {scene.name, scene.photo, markers(scene.truth)};
}

class PresetsAgree : public GpuTest, public testing::WithParamInterface<Preset> {};
using ScenesAgree = GpuTest;

INSTANTIATE_TEST_SUITE_P(Presets, PresetsAgree,
                         testing::Values(Preset::product, Preset::paper, Preset::yzd, Preset::rci, Preset::tv),
                         [](const auto& test) { return std::string(preset_name(test.param)); });

TEST_P(PresetsAgree, FromPoints) {
  std::vector<NamedJob> jobs;
  for (const int index : {0, 3, 7}) {
    jobs.push_back(scene_job(index, [](const Image& truth) { return evaluate::spread_points(truth.view(), 5); }));
  }
  expect_devices_agree(jobs, small_preset(GetParam()));
}

TEST_F(ScenesAgree, FromABox) {
  std::vector<NamedJob> jobs;
  for (const int index : {1, 6}) {
    jobs.push_back(scene_job(index, [](const Image& truth) { return evaluate::tight_box(truth.view()); }));
  }
  expect_devices_agree(jobs, small_preset(Preset::product));
}

TEST_F(ScenesAgree, WithNothingMarked) {
  std::vector<NamedJob> jobs;
  for (const int index : {2, 4, 9}) jobs.push_back(scene_job(index, [](const Image&) { return Markers(); }));
  expect_devices_agree(jobs, small_preset(Preset::product));
}

TEST_F(ScenesAgree, WithAPrior) {
  std::vector<NamedJob> jobs;
  for (const int index : {2, 8, 11}) {
    const Prior prior = Prior::from_bytes(scenes::render(index, width / 2, height / 2).alpha.view());
    jobs.push_back(scene_job(index, [](const Image&) { return Markers(); }));
    jobs.back().prior = prior;
    jobs.push_back(scene_job(index, [](const Image& truth) { return evaluate::spread_points(truth.view(), 2); }));
    jobs.back().prior = prior;
  }
  expect_devices_agree(jobs, small_preset(Preset::product));
}

TEST_F(ScenesAgree, WithEveryDataTerm) {
  for (const DataTerm data : {DataTerm::grey, DataTerm::lab, DataTerm::border, DataTerm::histogram}) {
    Parameters parameters = small_preset(Preset::product);
    parameters.data = data;
    expect_devices_agree({scene_job(5, [](const Image& truth) { return evaluate::spread_points(truth.view(), 3); })},
                         parameters);
  }
}

}  // namespace
}  // namespace hesscut::test
