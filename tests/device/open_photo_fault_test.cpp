#include "tests/device/emulated.hpp"

/// An open photo on a GPU that fails: the reason is told, nothing leaks, and it can be cut on.

namespace hesscut::test {
namespace {

class OpenPhotoFault : public Emulated {
 protected:
  OpenPhotoFault() {
    more.add_point(Label::background, {1, 1}, 1);
    first.border_is_background = true;
    more.border_is_background = true;
  }

  const DiskPhoto disk = disk_photo(20, 15);
  Markers first = point_in(disk);
  Markers more = first;
};

TEST_F(OpenPhotoFault, OfAnyCallIsToldAndItCanBeCutOn) {
  Segmenter segmenter(short_solve());
  const Cutout fresh = segmenter.cut(disk.photo.view(), more);
  Cutout gone_on;
  std::uint64_t calls = 0;
  {
    OpenPhoto open = segmenter.open(disk.photo.view());
    (void)open.cut(first);
    const std::uint64_t before = cuda_emulation::calls_made();
    gone_on = open.cut(more);
    calls = cuda_emulation::calls_made() - before;
  }
  ASSERT_GT(calls, 20U);
  int failed = 0;
  for (std::uint64_t n = 1; n <= calls; ++n) {
    SCOPED_TRACE(testing::Message() << "call " << n << " of " << calls);
    OpenPhoto open = segmenter.open(disk.photo.view());
    (void)open.cut(first);
    cuda_emulation::fail_call(n, cudaErrorLaunchFailure);
    try {
      expect_same(open.cut(more), gone_on);
      cuda_emulation::stop_failing();
    } catch (const Error& error) {
      ++failed;
      cuda_emulation::stop_failing();
      EXPECT_EQ(error.kind(), ErrorKind::device);
      EXPECT_TRUE(tells(error.what(), "cudaErrorLaunchFailure"));
      // Where the device could not even be addressed, everything is as it was.
      const Cutout next = open.cut(more);
      expect_same(next, next.gap == gone_on.gap ? gone_on : fresh);
    }
  }
  EXPECT_GT(failed, 10);
  EXPECT_NE(gone_on.gap, fresh.gap);
}

TEST_F(OpenPhotoFault, OfMemoryIsTold) {
  Segmenter segmenter(short_solve());
  OpenPhoto open = segmenter.open(disk.photo.view());
  cuda_emulation::set_memory_limit(1);
  EXPECT_TRUE(refuses([&] { (void)open.cut(first); }, ErrorKind::memory, {"cudaErrorMemoryAllocation"}));
  cuda_emulation::set_memory_limit(std::size_t{1} << 30U);
  expect_same(open.cut(first), segmenter.cut(disk.photo.view(), first));
}

// The CPU goes the same way: the first cut and those that go on from it.
TEST_F(OpenPhotoFault, OrNoneGivesTheMasksOfTheCpu) {
  SegmenterOptions options = short_solve();
  options.parameters = preset_parameters(Preset::product);
  const DiskPhoto photo = disk_photo(48, 40);
  Markers markers = point_in(photo);
  markers.border_is_background = true;
  OpenPhoto on_gpu = Segmenter(options).open(photo.photo.view());
  options.device = "cpu";
  OpenPhoto on_cpu = Segmenter(options).open(photo.photo.view());
  for (const double x : {0.5, 46.5, 24.0}) {
    const Cutout got = on_gpu.cut(markers);
    const Cutout want = on_cpu.cut(markers);
    EXPECT_EQ(got.status, Status::solved);
    EXPECT_LE(got.gap, 1e-3);
    EXPECT_EQ(got.iterations, want.iterations);
    EXPECT_NEAR(got.gap, want.gap, 1e-5);
    EXPECT_LE(difference(got.mask, want.mask), 1e-3);
    markers.add_point(Label::background, {x, 2}, 2);
  }
}

}  // namespace
}  // namespace hesscut::test
