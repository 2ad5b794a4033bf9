#include "tests/cuda/agreement.hpp"

#include <gtest/gtest.h>

#include "tests/segment/checks.hpp"

namespace hesscut::test {

namespace {

std::vector<Cutout> cut(const std::vector<NamedJob>& jobs, const std::string& device, const Parameters& parameters) {
  std::vector<Job> views;
  views.reserve(jobs.size());
  for (const NamedJob& job : jobs) views.push_back({job.photo.view(), job.markers, job.prior});
  return Segmenter({.device = device, .threads = 1, .parameters = parameters}).cut(views);
}

}  // namespace

void expect_devices_agree(const std::vector<NamedJob>& jobs, const Parameters& parameters) {
  const std::vector<Cutout> want = cut(jobs, "cpu", parameters);
  const std::vector<Cutout> got = cut(jobs, "cuda", parameters);
  double differing = 0;
  double stopped_apart = 0;  // differing pixels of photos of which a grid's gap came so near the tolerance that one
                             // device went on to the next certificate: two solutions, both within the tolerance
  double pixels = 0;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    SCOPED_TRACE(jobs[i].name);
    ASSERT_EQ(got[i].status, want[i].status) << got[i].error;
    expect_whole(got[i], jobs[i].photo.width, jobs[i].photo.height);
    const double size = static_cast<double>(jobs[i].photo.width) * jobs[i].photo.height;
    const double share = difference(got[i].mask, want[i].mask);
    pixels += size;
    const bool same_way =
        got[i].iterations == want[i].iterations && got[i].coarse_iterations == want[i].coarse_iterations;
    (same_way ? differing : stopped_apart) += share * size;
    if (!same_way) continue;
    // Masks that differ, if only by a pixel, have had other colours fitted to them: another problem, if a close one.
    EXPECT_NEAR(got[i].gap, want[i].gap, share == 0 ? 1e-5 : 5e-5);
    if (share == 0) {
      // A pixel of the working grid whose u is a rounding error from the threshold falls to either side. It weighs
      // about one of all pixels, and need not show in the photo, where its edge is placed anew.
      const double pixel = 1.0 / (static_cast<double>(want[i].working_width) * want[i].working_height);
      EXPECT_NEAR(got[i].mask_certificate, want[i].mask_certificate, 1e-5 + pixel);
    }
  }
  testing::Test::RecordProperty("differing_pixels", std::to_string(differing));
  EXPECT_LE(differing, 1e-4 * pixels);
  EXPECT_LE(stopped_apart, 1e-3 * pixels);
}

}  // namespace hesscut::test
