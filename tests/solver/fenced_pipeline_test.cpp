#include <gtest/gtest.h>

#include "host/segment/refine.hpp"
#include "tests/kernels/fenced_device.hpp"
#include "tests/kernels/operation_case.hpp"
#include "tests/solver/working_photo.hpp"

/// Everything between a photo and its cut-out on a device whose memory the host cannot touch: the same bits come out as
/// from the device without a fence.

namespace hesscut::test {
namespace {

/// A reddish disk on a bluish ground, both noisy and shaded.
Image disk_photo(std::uint64_t seed) {
  Random random(seed);
  Image out(96, 80, 3);
  for (int y = 0; y < out.height; ++y) {
    for (int x = 0; x < out.width; ++x) {
      const bool inside = std::hypot(y - 38, x - 45) < 22;
      const double shade = 0.7 + 0.003 * x + random.uniform(-0.08, 0.08);
      const double colour[] = {inside ? 200.0 : 60.0, inside ? 90.0 : 110.0, inside ? 60.0 : 170.0};
      for (int c = 0; c < 3; ++c) out.row(y)[3 * x + c] = static_cast<std::uint8_t>(std::min(255.0, colour[c] * shade));
    }
  }
  return out;
}

Markers stroke() {
  Markers out;
  out.strokes.push_back({Label::foreground, {{38, 38}, {52, 40}}, 3});
  out.strokes.push_back({Label::background, {{5, 5}, {90, 5}}, 2});
  return out;
}

Markers box() {
  Markers out;
  out.box = Box{20, 12, 52, 54};
  return out;
}

struct Solved {
  std::vector<segment::Relaxed> relaxed;
  segment::Refiner::Result refined;
};

Solved cut(std::unique_ptr<device::Device> device, const Parameters& parameters, const Markers& markers,
           segment::Knowledge knowledge) {
  const Rig rig(std::move(device));
  const std::vector<Image> photos{disk_photo(1), disk_photo(2)};
  std::vector<segment::WorkingPhoto> working;
  working.reserve(photos.size());
  for (const Image& photo : photos) working.push_back(working_photo(photo, markers, parameters));
  const Image& rgb = working[0].rgb;
  segment::Pipeline pipeline(*rig.device, *rig.queue, {2, rgb.height, rgb.width}, parameters);
  segment::StageClock clock(*rig.queue);
  Solved out{pipeline.run(working, knowledge, clock), {}};
  segment::Refiner refiner(*rig.device, *rig.queue);
  const Image mask = segment::tidy_mask(out.relaxed[0].u, out.relaxed[0].known, parameters.threshold);
  out.refined = refiner.refine(photos[0].view(), rgb, mask);
  return out;
}

void expect_same_behind_the_fence(const Parameters& parameters, const Markers& markers, segment::Knowledge knowledge) {
  const Solved open = cut(device::make_cpu_device(1), parameters, markers, knowledge);
  const Solved fenced = cut(std::make_unique<FencedDevice>(device::make_cpu_device(1)), parameters, markers, knowledge);
  for (int b = 0; b < 2; ++b) {
    EXPECT_EQ(fenced.relaxed[b].u, open.relaxed[b].u);
    EXPECT_EQ(fenced.relaxed[b].report.iterations, open.relaxed[b].report.iterations);
    EXPECT_EQ(fenced.relaxed[b].report.sums.gap, open.relaxed[b].report.sums.gap);
  }
  EXPECT_EQ(fenced.refined.mask.pixels, open.refined.mask.pixels);
  EXPECT_EQ(fenced.refined.alpha.pixels, open.refined.alpha.pixels);
}

TEST(FencedPipeline, PresetsRunWithoutTheHostTouchingAField) {
  for (const Preset preset : all_presets()) {
    SCOPED_TRACE(preset_name(preset));
    Parameters parameters = preset_parameters(preset);
    parameters.max_iterations = 50;
    expect_same_behind_the_fence(parameters, stroke(), segment::Knowledge::foreground);
  }
}

TEST(FencedPipeline, BoxesAndUnmarkedPhotosToo) {
  const Parameters parameters = preset_parameters(Preset::product);
  expect_same_behind_the_fence(parameters, box(), segment::Knowledge::candidates);
  expect_same_behind_the_fence(parameters, {}, segment::Knowledge::nothing);
}

/// A photo and what two further rounds of markers make of it.
std::vector<segment::Relaxed> cut_again(std::unique_ptr<device::Device> device, const Parameters& parameters) {
  const Rig rig(std::move(device));
  Markers more = stroke();
  more.add_point(Label::background, {60, 70}, 3);
  std::vector<segment::Relaxed> out;
  std::unique_ptr<segment::Pipeline> pipeline;
  segment::StageClock clock(*rig.queue);
  for (const Markers& markers : {Markers(), stroke(), more}) {
    const segment::WorkingPhoto photo = working_photo(disk_photo(1), markers, parameters);
    const kernels::Shape shape{1, photo.rgb.height, photo.rgb.width};
    if (!pipeline) pipeline = std::make_unique<segment::Pipeline>(*rig.device, *rig.queue, shape, parameters);
    const auto knowledge = markers.empty() ? segment::Knowledge::nothing : segment::Knowledge::foreground;
    out.push_back(pipeline->run_again(photo, knowledge, clock));
  }
  return out;
}

TEST(FencedPipeline, PhotosThatAreCutAgainToo) {
  for (const int levels : {1, 3}) {
    Parameters parameters = preset_parameters(Preset::product);
    parameters.levels = levels;
    const auto open = cut_again(device::make_cpu_device(1), parameters);
    const auto fenced = cut_again(std::make_unique<FencedDevice>(device::make_cpu_device(1)), parameters);
    for (std::size_t i = 0; i < open.size(); ++i) {
      EXPECT_EQ(fenced[i].u, open[i].u);
      EXPECT_EQ(fenced[i].report.iterations, open[i].report.iterations);
      EXPECT_EQ(fenced[i].report.sums.gap, open[i].report.sums.gap);
    }
  }
}

TEST(FencedPipeline, DataTermsOfLabToo) {
  Parameters parameters = preset_parameters(Preset::product);
  parameters.data = DataTerm::lab;
  parameters.selective = Selective::one_sided;
  parameters.boundary = Boundary::periodic;
  parameters.levels = 1;
  expect_same_behind_the_fence(parameters, stroke(), segment::Knowledge::foreground);
}

}  // namespace
}  // namespace hesscut::test
