#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "host/segment/pipeline.hpp"
#include "host/segment/refine.hpp"
#include "tests/segment/checks.hpp"
#include "tests/solver/working_photo.hpp"

/// Memory is taken for a shape once, and given back when too many shapes have been met.

namespace hesscut::test {
namespace {

/// Counts what is asked of the device behind it.
class CountingDevice final : public device::Device {
 public:
  [[nodiscard]] std::string description() const override { return inner_->description(); }
  [[nodiscard]] std::unique_ptr<kernels::Operations> make_queue() override { return inner_->make_queue(); }
  [[nodiscard]] void* allocate(std::size_t bytes) override {
    ++requests;
    return inner_->allocate(bytes);
  }
  void release(void* memory) noexcept override {
    ++releases;
    inner_->release(memory);
  }

  int requests = 0;
  int releases = 0;

 private:
  std::unique_ptr<device::Device> inner_ = device::make_cpu_device(1);
};

TEST(DeviceMemory, IsTakenBeforeTheFirstRunOfAPipeline) {
  for (const Preset preset : all_presets()) {
    CountingDevice device;
    {
      const auto queue = device.make_queue();
      const DiskPhoto disk = disk_photo(96, 72);
      const Parameters parameters = preset_parameters(preset);
      segment::Pipeline pipeline(device, *queue, {3, 72, 96}, parameters);
      const int taken = device.requests;
      EXPECT_GT(taken, 0);
      for (const std::size_t batch : {1UL, 3UL, 2UL}) {
        const std::pair<segment::Knowledge, Markers> kinds[] = {{segment::Knowledge::foreground, point_in(disk)},
                                                                {segment::Knowledge::candidates, box_around(disk)},
                                                                {segment::Knowledge::nothing, Markers()}};
        for (const auto& [knowledge, markers] : kinds) {
          const std::vector<segment::WorkingPhoto> photos(batch, working_photo(disk.photo, markers, parameters));
          segment::StageClock clock(*queue);
          EXPECT_EQ(pipeline.run(photos, knowledge, clock).size(), batch);
        }
      }
      EXPECT_EQ(device.requests, taken);
      EXPECT_EQ(device.releases, 0);
    }
    EXPECT_GT(device.releases, 0);
  }
}

TEST(DeviceMemory, OfTheEdgeGrowsWithTheLargestPhotoOnly) {
  CountingDevice device;
  const auto queue = device.make_queue();
  segment::Refiner refiner(device, *queue);
  const auto refine = [&](int side) {
    const DiskPhoto large = disk_photo(2 * side, 2 * side);
    const DiskPhoto small = disk_photo(side, side);
    return refiner.refine(large.photo.view(), small.photo, small.truth);
  };
  (void)refine(60);
  const int taken = device.requests;
  const std::vector<std::uint8_t> first = refine(40).alpha.pixels;
  EXPECT_EQ(refine(40).alpha.pixels, first);
  (void)refine(60);
  EXPECT_EQ(device.requests, taken);
  (void)refine(61);
  EXPECT_GT(device.requests, taken);
  EXPECT_EQ(refine(40).alpha.pixels, first);
}

/// Bytes of the process that are in memory. ctest gives each test a process of its own: what an earlier one has given
/// back cannot hide what this one takes.
double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double pages = 0;
  statm >> pages >> pages;
  return pages * static_cast<double>(sysconf(_SC_PAGESIZE));
}

class ProcessMemory : public testing::Test {
 protected:
  void SetUp() override {
#ifdef HESSCUT_SANITIZED
    GTEST_SKIP() << "sanitizers keep freed memory";
#endif
    options.parameters.max_iterations = 8;
  }

  /// Less than a pipeline of 256 x 192 pixels takes: 23 fields on the finest grid alone.
  static constexpr double pipeline = 23.0 * 256 * 192 * sizeof(float);
  SegmenterOptions options = one_thread();
};

TEST_F(ProcessMemory, StaysFlatOverCutsOfOneShape) {
  Segmenter segmenter(options);
  const DiskPhoto disk = disk_photo(256, 192);
  const auto cut_all = [&] {
    (void)segmenter.cut(disk.photo.view(), point_in(disk));
    (void)segmenter.cut(disk.photo.view(), box_around(disk));
    (void)segmenter.cut(disk.photo.view());
  };
  cut_all();
  const double before = resident_bytes();
  for (int i = 0; i < 20; ++i) cut_all();
  EXPECT_LT(resident_bytes() - before, pipeline);
}

TEST_F(ProcessMemory, StaysBoundedOverManyShapes) {
  Segmenter segmenter(options);
  double before = 0;
  for (int i = 0; i < 16; ++i) {
    const DiskPhoto disk = disk_photo(256, 192 - 6 * i);  // no two on the same grid
    (void)segmenter.cut(disk.photo.view(), point_in(disk));
    if (i == 5) before = resident_bytes();
  }
  EXPECT_LT(resident_bytes() - before, 3 * pipeline);
}

TEST_F(ProcessMemory, IsGivenBackWithTheSegmenter) {
  const DiskPhoto disk = disk_photo(256, 192);
  const auto work = [&] { (void)Segmenter(options).cut(disk.photo.view(), point_in(disk)); };
  work();
  const double before = resident_bytes();
  for (int i = 0; i < 10; ++i) work();
  EXPECT_LT(resident_bytes() - before, pipeline);
}

}  // namespace
}  // namespace hesscut::test
