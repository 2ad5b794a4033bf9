#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "host/image/codec.hpp"
#include "tests/kernels/forwarding_queue.hpp"
#include "tests/reference/transform.hpp"
#include "tests/solver/solver_rig.hpp"
#include "tests/solver/working_photo.hpp"

/// Preset product on real photos: the relative gap is at most 1e-3, and it is true: computed again in double precision
/// from the state in which the solver stopped.

namespace hesscut::test {
namespace {

/// What a certificate was taken of, and what it said; one image.
struct Snapshot {
  kernels::Shape shape;
  Boundary boundary = Boundary::reflecting;
  float threshold = 0;
  std::vector<Grid> fields;  ///< alpha, beta, r, u, the six of the state
  kernels::Penalties penalties;
  kernels::CertificateSums sums;

  [[nodiscard]] reference::Certificate again() const {
    const auto& f = fields;
    const reference::State z{{f[4], f[5]}, {f[6], f[7], f[8]}, f[9]};
    const Grid u = reference::delivered(reference::to_natural_order(f[3], boundary), f[2]);
    return reference::certify({f[0], f[1], f[2]}, to_reference(penalties), u, z, threshold, boundary);
  }
};

/// Keeps a snapshot of the last certificate that was taken.
class CertificateSpy final : public kernels::ForwardingQueue {
 public:
  CertificateSpy(std::unique_ptr<Operations> inner, Snapshot& last) : ForwardingQueue(std::move(inner)), last_(last) {}

  void certificate(const kernels::ConstProblem& problem, Boundary boundary, const kernels::Penalties* penalties,
                   kernels::ConstFloatField u, const kernels::ConstState& state, float threshold,
                   kernels::CertificateSums* out) override {
    ForwardingQueue::certificate(problem, boundary, penalties, u, state, threshold, out);
    last_.shape = u.shape;
    last_.boundary = boundary;
    last_.threshold = threshold;
    last_.fields.clear();
    for (const auto& field :
         {problem.alpha, problem.beta, problem.r, u, state.px, state.py, state.qxx, state.qyy, state.qxy, state.v}) {
      std::vector<float> values(field.shape.pixels());
      download(values.data(), field.data, values.size() * sizeof(float));
      synchronize();
      last_.fields.emplace_back(field.shape.height, field.shape.width);
      std::copy(values.begin(), values.end(), last_.fields.back().values.begin());
    }
    download(&last_.penalties, penalties, sizeof(last_.penalties));
    download(&last_.sums, out, sizeof(last_.sums));
    synchronize();
  }

 private:
  Snapshot& last_;
};

std::filesystem::path photo_folder() {
  const char* photos = std::getenv("HESSCUT_PHOTOS");
  return photos != nullptr ? photos : "";
}

std::vector<std::filesystem::path> photos_in(const std::string& folder) {
  std::vector<std::filesystem::path> out;
  if (std::filesystem::is_directory(photo_folder() / folder)) {
    for (const auto& entry : std::filesystem::directory_iterator(photo_folder() / folder)) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

void expect_certified(const std::filesystem::path& file, const Markers& markers, segment::Knowledge knowledge) {
  SCOPED_TRACE(file.filename().string());
  const Parameters parameters = preset_parameters(Preset::product);
  const auto device = device::make_cpu_device(0);
  Snapshot last;
  CertificateSpy queue(device->make_queue(), last);
  const segment::WorkingPhoto photo = working_photo(image::read_photo(file), markers, parameters);
  segment::Pipeline pipeline(*device, queue, {1, photo.rgb.height, photo.rgb.width}, parameters);
  segment::StageClock clock(queue);
  const segment::Relaxed solved = pipeline.run({&photo, 1}, knowledge, clock)[0];

  EXPECT_TRUE(solved.report.converged);
  EXPECT_LE(solved.report.relative_gap(), 1e-3);
  ASSERT_EQ(last.shape, (kernels::Shape{1, photo.rgb.height, photo.rgb.width}));
  EXPECT_EQ(last.sums.gap, solved.report.sums.gap);
  const reference::Certificate again = last.again();
  EXPECT_NEAR(solved.report.scale, reference::region_scale(last.fields[2]), 1e-6 * solved.report.scale);
  EXPECT_NEAR(solved.report.sums.gap, again.gap, 1e-5 * solved.report.scale);
  EXPECT_NEAR(solved.report.sums.energy, again.energy, 1e-5 * solved.report.scale);
  EXPECT_NEAR(solved.report.mask_certificate(), (again.mask_energy - again.dual) / solved.report.scale, 1e-5);
  EXPECT_GE(solved.report.mask_certificate(), -1e-5);
}

TEST(CertifiedPhotos, UnmarkedProducts) {
  const auto files = photos_in("products/images");
  if (files.empty()) GTEST_SKIP() << "no products/images in the folder that HESSCUT_PHOTOS names";
  for (const auto& file : files) expect_certified(file, {}, segment::Knowledge::nothing);
}

TEST(CertifiedPhotos, ProductsWithOnePoint) {
  const auto files = photos_in("products/images");
  if (files.empty()) GTEST_SKIP() << "no products/images in the folder that HESSCUT_PHOTOS names";
  Markers markers;
  markers.add_point(Label::foreground, {512, 540});
  for (const auto& file : files) expect_certified(file, markers, segment::Knowledge::foreground);
}

TEST(CertifiedPhotos, InteractivePhotosWithStrokes) {
  const auto files = photos_in("interactive/images");
  if (files.empty()) GTEST_SKIP() << "no interactive/images in the folder that HESSCUT_PHOTOS names";
  for (const auto& file : files) {
    Markers markers;
    markers.mask = image::read_labels(photo_folder() / "interactive/strokes1" / (file.stem().string() + ".png"));
    expect_certified(file, markers, segment::Knowledge::foreground);
  }
}

}  // namespace
}  // namespace hesscut::test
