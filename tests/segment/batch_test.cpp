#include <gtest/gtest.h>

#include <chrono>
#include <numeric>
#include <opencv2/core/utility.hpp>
#include <thread>

#include "tests/segment/checks.hpp"

/// Batches: every photo gets the cut-out that it would get alone, bit for bit.

namespace hesscut::test {
namespace {

/// OpenCV's own threads would hide what those of Hesscut do, and ThreadSanitizer cannot see into its library.
class OpenCvAlone final : public testing::Environment {
 public:
  void SetUp() override { cv::setNumThreads(1); }
};
const testing::Environment* const opencv_alone = testing::AddGlobalTestEnvironment(new OpenCvAlone);

SegmenterOptions with_threads(int threads) {
  SegmenterOptions options = one_thread();
  options.threads = threads;
  return options;
}

/// Jobs of mixed shapes, forms and knowledge, of which some share a shape, and some cannot be cut.
class MixedJobs {
 public:
  MixedJobs() {
    const std::pair<int, int> shapes[] = {{96, 72}, {72, 96}, {96, 72},   {40, 40},
                                          {96, 72}, {1, 30},  {300, 225}, {72, 96}};
    photos_.reserve(64);
    std::uint64_t seed = 0;
    for (const auto& [width, height] : shapes) {
      const DiskPhoto disk = disk_photo(width, height, ++seed);
      for (const Markers& markers : {point_in(disk), box_around(disk), Markers()}) add(disk.photo, markers);
    }
    const DiskPhoto disk = disk_photo(96, 72, 99);
    Image grey(96, 72, 1);
    for (std::size_t i = 0; i < grey.pixels.size(); ++i) grey.pixels[i] = disk.photo.pixels[3 * i];
    add(grey, point_in(disk));
    add(disk.photo, all_marked(96, 72, foreground));
    add(Image(96, 72, 3, 128), point_in(disk));
  }

  [[nodiscard]] const std::vector<Job>& jobs() const { return jobs_; }

 private:
  void add(Image photo, Markers markers) {
    photos_.push_back(std::move(photo));  // within its capacity: the views stay valid
    jobs_.push_back({photos_.back().view(), std::move(markers)});
  }

  std::vector<Image> photos_;
  std::vector<Job> jobs_;
};

std::vector<Cutout> one_by_one(const std::vector<Job>& jobs) {
  Segmenter segmenter(with_threads(1));
  std::vector<Cutout> cutouts;
  for (const Job& job : jobs) cutouts.push_back(segmenter.cut(job.photo, job.markers));
  return cutouts;
}

class Batch : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Threads, Batch, testing::Values(1, 2, 3));

TEST_P(Batch, EqualsTheSingleCutsInAnyOrder) {
  const MixedJobs mixed;
  const std::vector<Cutout> want = one_by_one(mixed.jobs());
  Segmenter segmenter(with_threads(GetParam()));
  std::vector<std::size_t> order(mixed.jobs().size());
  std::iota(order.begin(), order.end(), 0);
  Random random(GetParam());
  for (int round = 0; round < 2; ++round) {
    std::vector<Job> jobs;
    for (const std::size_t i : order) jobs.push_back(mixed.jobs()[i]);
    const std::vector<Cutout> cutouts = segmenter.cut(jobs);
    ASSERT_EQ(cutouts.size(), jobs.size());
    for (std::size_t k = 0; k < order.size(); ++k) {
      SCOPED_TRACE(testing::Message() << "job " << order[k] << " at place " << k);
      expect_same(cutouts[k], want[order[k]]);
    }
    for (std::size_t k = order.size() - 1; k > 0; --k) {
      std::swap(order[k], order[random.integer(0, static_cast<int>(k))]);
    }
  }
}

TEST_P(Batch, FailedJobsSayWhyAndHarmNoOther) {
  const DiskPhoto disk = disk_photo(96, 72, 5);
  const Cutout want = Segmenter(with_threads(1)).cut(disk.photo.view(), point_in(disk));
  Markers outside;
  outside.add_point(Label::foreground, {500, 5});
  Markers torn = point_in(disk);
  torn.add_point(Label::background, {disk.x, disk.y});
  ImageView two_channels = disk.photo.view();
  two_channels.channels = 2;
  const Job good{disk.photo.view(), point_in(disk)};
  const std::vector<Job> jobs = {
      good, {{}, {}},           good, {disk.photo.view(), outside}, good, {disk.photo.view(), torn},
      good, {two_channels, {}}, good};
  const char* const reasons[] = {"empty", "500,5", "contradict", "2 channels"};
  const std::vector<Cutout> cutouts = Segmenter(with_threads(GetParam())).cut(jobs);
  ASSERT_EQ(cutouts.size(), jobs.size());
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (i % 2 == 0) {
      expect_same(cutouts[i], want);
      continue;
    }
    EXPECT_EQ(cutouts[i].status, Status::failed);
    EXPECT_EQ(cutouts[i].error_kind, ErrorKind::input);
    EXPECT_NE(cutouts[i].error.find(reasons[i / 2]), std::string::npos) << cutouts[i].error;
    EXPECT_EQ(cutouts[i].error.find('\n'), std::string::npos);
    EXPECT_TRUE(cutouts[i].mask.empty());
    EXPECT_TRUE(cutouts[i].alpha.empty());
  }
}

TEST_P(Batch, OfNothingIsNothing) {
  EXPECT_TRUE(Segmenter(with_threads(GetParam())).cut(std::span<const Job>()).empty());
}

TEST_P(Batch, TwoSegmentersWorkAtTheSameTime) {
  const DiskPhoto disks[] = {disk_photo(128, 96, 1), disk_photo(96, 128, 2)};
  Cutout want[2];
  for (int i = 0; i < 2; ++i) want[i] = Segmenter(with_threads(1)).cut(disks[i].photo.view(), point_in(disks[i]));
  std::vector<Cutout> found[2];
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 2; ++i) {
      threads.emplace_back([&disks, &found, i] {
        Segmenter segmenter(with_threads(GetParam()));
        for (int round = 0; round < 4; ++round) {
          found[i].push_back(segmenter.cut(disks[i].photo.view(), point_in(disks[i])));
        }
      });
    }
  }
  for (int i = 0; i < 2; ++i) {
    for (const Cutout& cutout : found[i]) expect_same(cutout, want[i]);
  }
}

// Many more photos than threads.
TEST(LargeBatch, EqualsTheSingleCuts) {
  constexpr int count = 24;
  SegmenterOptions options = with_threads(2);
  options.parameters.refits = 1;
  options.parameters.max_iterations = 8;  // the question is not how well
  std::vector<DiskPhoto> disks;
  for (int i = 0; i < 3; ++i) disks.push_back(disk_photo(512, 384, i));
  std::vector<Job> jobs;
  for (int i = 0; i < count; ++i) jobs.push_back({disks[i % 3].photo.view(), point_in(disks[i % 3])});
  Segmenter segmenter(options);
  const std::vector<Cutout> cutouts = segmenter.cut(jobs);
  for (int i = 0; i < 3; ++i) expect_same(cutouts[i], segmenter.cut(jobs[i].photo, jobs[i].markers));
  for (int i = 3; i < count; ++i) expect_same(cutouts[i], cutouts[i % 3]);
}

// Photos that one thread solves one after the other tell together of about the time that has passed.
TEST(BatchTimes, AddUpToTheTimePassed) {
  std::vector<DiskPhoto> disks;
  for (int i = 0; i < 6; ++i) disks.push_back(disk_photo(256, 192, i));
  std::vector<Job> jobs;
  for (const DiskPhoto& disk : disks) jobs.push_back({disk.photo.view(), point_in(disk)});
  Segmenter segmenter(with_threads(1));
  const auto start = std::chrono::steady_clock::now();
  const std::vector<Cutout> cutouts = segmenter.cut(jobs);
  const double passed = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  double told = 0;
  for (const Cutout& cutout : cutouts) {
    told += cutout.times.total();
    EXPECT_GT(cutout.times[Stage::solve], 0);
  }
  EXPECT_LE(told, passed);
  EXPECT_GE(told, 0.7 * passed);
}

}  // namespace
}  // namespace hesscut::test
