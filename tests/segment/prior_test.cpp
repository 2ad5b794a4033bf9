#include <gtest/gtest.h>

#include "tests/segment/checks.hpp"

/// What a prior does to a cut, and what it does not.

namespace hesscut::test {
namespace {

constexpr int width = 160;
constexpr int height = 120;

/// Nearly sure of what is inside.
Prior prior_of(const Image& truth) {
  Prior prior = Prior::from_bytes(truth.view());
  for (float& p : prior.probability) p = 0.03F + 0.94F * p;
  return prior;
}

/// The truth moved: a prior that is wrong.
Image moved(const Image& truth, int dx) {
  Image result(truth.width, truth.height, 1);
  for (int y = 0; y < truth.height; ++y) {
    for (int x = std::max(0, dx); x < truth.width; ++x) result.row(y)[x] = truth.row(y)[x - dx];
  }
  return result;
}

Parameters with_mu(double mu) {
  Parameters parameters = preset_parameters(Preset::product);
  parameters.mu = mu;
  return parameters;
}

TEST(PriorInTheCut, PullsTheMaskAsFarAsItsWeight) {
  const DiskPhoto disk = disk_photo(width, height);
  const Image elsewhere = moved(disk.truth, 25);
  double before = 0;
  for (const double mu : {0.0, 0.5, 4.0}) {
    Segmenter segmenter(one_thread(with_mu(mu)));
    const Cutout cutout = segmenter.cut(disk.photo.view(), point_in(disk), prior_of(elsewhere));
    expect_whole(cutout, width, height);
    EXPECT_LE(cutout.gap, 1e-3);
    const double found = iou(cutout.mask, elsewhere);
    EXPECT_GE(found, before) << mu;
    before = found;
  }
  EXPECT_GT(before, 0.9) << "with a weight beyond all other terms the mask is the prior's";
}

TEST(PriorInTheCut, OfNoWeightOrNoOpinionChangesNothing) {
  const DiskPhoto disk = disk_photo(width, height);
  for (const Markers& markers : {point_in(disk), box_around(disk)}) {
    Segmenter plain(one_thread());
    Segmenter weightless(one_thread(with_mu(0)));
    const Cutout want = plain.cut(disk.photo.view(), markers);
    expect_same(weightless.cut(disk.photo.view(), markers, prior_of(disk.truth)), want);
    const Prior undecided{2, 2, {0.5F, 0.5F, 0.5F, 0.5F}};
    expect_same(plain.cut(disk.photo.view(), markers, undecided), want);
  }
}

TEST(PriorInTheCut, StandsInForMarkers) {
  // A disk far from the middle: the automatic markers are not asked.
  DiskPhoto disk = disk_photo(width, height);
  Segmenter segmenter(one_thread());
  const Cutout cutout = segmenter.cut(disk.photo.view(), {}, prior_of(disk.truth));
  expect_whole(cutout, width, height);
  EXPECT_EQ(cutout.status, Status::solved);
  EXPECT_FALSE(cutout.automatic_markers);
  EXPECT_FALSE(cutout.prior_unsure);
  EXPECT_EQ(share_of(cutout.markers, unmarked), 1) << "a prior is no hard marker";
  EXPECT_GT(iou(cutout.mask, disk.truth), 0.97);
}

// The network's edge is coarse and a little off; the photo's own is found.
TEST(PriorInTheCut, LeavesTheEdgeToThePhoto) {
  const DiskPhoto disk = disk_photo(320, 240);
  Prior coarse{40, 30, {}};
  for (int y = 0; y < 30; ++y) {
    for (int x = 0; x < 40; ++x) {
      const double off = std::hypot(8 * x + 4 - disk.x - 3, 8 * y + 4 - disk.y) - disk.radius;
      coarse.probability.push_back(static_cast<float>(1 / (1 + std::exp(off / 3))));
    }
  }
  Segmenter segmenter(one_thread());
  EXPECT_GT(iou(segmenter.cut(disk.photo.view(), {}, coarse).mask, disk.truth), 0.97);
}

TEST(PriorInTheCut, LeavesUnsurePriorsAside) {
  const DiskPhoto disk = disk_photo(width, height);
  Segmenter segmenter(one_thread());
  Cutout want = segmenter.cut(disk.photo.view());
  EXPECT_FALSE(want.prior_unsure);
  for (const float p : {0.02F, 0.5F, 0.98F}) {
    const Cutout cutout = segmenter.cut(disk.photo.view(), {}, {3, 3, std::vector<float>(9, p)});
    EXPECT_TRUE(cutout.prior_unsure) << p;
    EXPECT_TRUE(cutout.automatic_markers) << p;
    expect_same(cutout, want);
  }
}

TEST(PriorInTheCut, WorksInEveryPreset) {
  const DiskPhoto disk = disk_photo(width, height);
  for (const Preset preset : all_presets()) {
    Segmenter segmenter(one_thread(preset));
    const Cutout cutout = segmenter.cut(disk.photo.view(), {}, prior_of(disk.truth));
    expect_whole(cutout, width, height);
    EXPECT_FALSE(cutout.automatic_markers);
  }
}

TEST(PriorInTheCut, RefusesBadMapsPhotoByPhoto) {
  const DiskPhoto disk = disk_photo(width, height);
  Segmenter segmenter(one_thread());
  const Prior bad{2, 2, {0.1F, 0.2F, 7.0F, 0.3F}};
  EXPECT_TRUE(refuses([&] { static_cast<void>(segmenter.cut(disk.photo.view(), {}, bad)); }, ErrorKind::input,
                      {"prior", "7.0"}));
  const std::vector<Job> jobs{{disk.photo.view(), point_in(disk), bad}, {disk.photo.view(), point_in(disk)}};
  const std::vector<Cutout> cutouts = segmenter.cut(jobs);
  EXPECT_EQ(cutouts[0].status, Status::failed);
  EXPECT_EQ(cutouts[1].status, Status::solved);
}

TEST(PriorInTheCut, NothingWithAndWithoutAPriorInOneBatchDepends) {
  std::vector<DiskPhoto> disks;
  for (std::uint64_t seed = 1; seed <= 2; ++seed) disks.push_back(disk_photo(width, height, seed));
  std::vector<Job> jobs;
  for (const DiskPhoto& disk : disks) {
    for (const Markers& markers : {Markers(), point_in(disk), box_around(disk)}) {
      jobs.push_back({disk.photo.view(), markers});
      jobs.push_back({disk.photo.view(), markers, prior_of(moved(disk.truth, 6))});
      jobs.push_back({disk.photo.view(), markers, {1, 1, {0.5F}}});
    }
  }
  Segmenter alone(one_thread());
  for (const int threads : {1, 3}) {
    SegmenterOptions options = one_thread();
    options.threads = threads;
    Segmenter segmenter(options);
    const std::vector<Cutout> cutouts = segmenter.cut(jobs);
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      SCOPED_TRACE(i);
      expect_same(cutouts[i], alone.cut(jobs[i].photo, jobs[i].markers, jobs[i].prior));
    }
  }
}

}  // namespace
}  // namespace hesscut::test
