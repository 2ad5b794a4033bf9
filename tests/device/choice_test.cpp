#include <thread>

#include "host/device/device.hpp"
#include "tests/device/emulated.hpp"

/// Which device a name means, on machines with and without GPUs, and that all of them give the same results.

namespace hesscut::test {
namespace {

using cuda_emulation::Driver;

class Choice : public Emulated {
 protected:
  static DeviceReport report_of(const std::string& name) {
    for (const DeviceReport& report : device_reports()) {
      if (report.name == name) return report;
    }
    return {};
  }
  static std::string description(const std::string& device) {
    return Segmenter(short_solve(device)).device_description();
  }

  const SmallJobs small{5};
};

TEST_F(Choice, TakesTheGpuThatIsThere) {
  EXPECT_TRUE(description("auto").starts_with("cuda:0, ")) << description("auto");
  EXPECT_EQ(description("cuda"), description("auto"));
  EXPECT_EQ(description("cuda:0"), description("auto"));
  EXPECT_TRUE(description("cpu").starts_with("cpu, "));
  EXPECT_TRUE(report_of("cuda").usable);
  EXPECT_NE(report_of("cuda").detail.find("cuFFT"), std::string::npos);
  EXPECT_NE(report_of("cuda:0").detail.find("compute capability"), std::string::npos);
  EXPECT_TRUE(refuses([] { (void)description("cuda:1"); }, ErrorKind::device, {"'cuda:1'", "usable here: cuda:0"}));
  for (const char* name : {"cuda:", "cuda:x", "cuda:0x", "cuda:-1", "gpu", ""}) {
    EXPECT_TRUE(refuses([&] { (void)description(name); }, ErrorKind::usage, {name, "cuda:N"}));
  }
}

TEST_F(Choice, SaysWhyThereIsNoGpu) {
  const std::vector<Cutout> want = Segmenter(short_solve("cpu")).cut(small.jobs());
  for (const auto& [driver, reason] : {std::pair{Driver::missing, "no NVIDIA driver (cudaErrorInsufficientDriver)"},
                                       {Driver::without_device, "no NVIDIA GPU (cudaErrorNoDevice)"}}) {
    cuda_emulation::set_driver(driver);
    for (const char* name : {"cuda", "cuda:0"}) {
      EXPECT_TRUE(refuses([&] { (void)description(name); }, ErrorKind::device, {name, reason}));
    }
    EXPECT_NE(description("auto").find(reason), std::string::npos) << description("auto");
    EXPECT_TRUE(description("auto").starts_with("cpu, "));
    EXPECT_FALSE(report_of("cuda").usable);
    EXPECT_NE(report_of("cuda").detail.find(reason), std::string::npos);
    EXPECT_TRUE(report_of("cuda:0").name.empty());
    const std::vector<Cutout> got = Segmenter(short_solve("auto")).cut(small.jobs());
    for (std::size_t i = 0; i < want.size(); ++i) expect_same(got[i], want[i]);
  }
}

TEST_F(Choice, FallsBackFromAGpuThatCannotBeHad) {
  cuda_emulation::fail_call(3, cudaErrorDevicesUnavailable, true);
  const std::string found = description("auto");
  EXPECT_TRUE(found.starts_with("cpu, ")) << found;
  EXPECT_NE(found.find("cudaErrorDevicesUnavailable"), std::string::npos) << found;
}

TEST_F(Choice, SharesBatchesOutToAllGpus) {
  const std::vector<Cutout> want = Segmenter(short_solve("cuda")).cut(small.jobs());
  cuda_emulation::set_device_count(2);
  {
    Segmenter both(short_solve("cuda"));
    EXPECT_NE(both.device_description().find("; cuda:1, "), std::string::npos) << both.device_description();
    Segmenter second(short_solve("cuda:1"));
    EXPECT_TRUE(second.device_description().starts_with("cuda:1, "));
    for (int round = 0; round < 3; ++round) {
      for (Segmenter* segmenter : {&both, &second}) {
        const std::vector<Cutout> got = segmenter->cut(small.jobs());
        for (std::size_t i = 0; i < want.size(); ++i) expect_same(got[i], want[i]);
      }
    }
  }
  int before = -1;
  ASSERT_EQ(cudaGetDevice(&before), cudaSuccess);
  EXPECT_EQ(before, 0) << "the caller's own GPU is no longer the current one";
}

TEST_F(Choice, ServesTwoSegmentersAtATime) {
  const std::vector<Cutout> want = Segmenter(short_solve("cuda")).cut(small.jobs());
  std::vector<Cutout> got[2];
  {
    std::vector<std::jthread> threads;
    for (std::vector<Cutout>& own : got) {
      threads.emplace_back([this, &own] { own = Segmenter(short_solve("cuda")).cut(small.jobs()); });
    }
  }
  for (const std::vector<Cutout>& own : got) {
    ASSERT_EQ(own.size(), want.size());
    for (std::size_t i = 0; i < want.size(); ++i) expect_same(own[i], want[i]);
  }
}

TEST_F(Choice, MovesWithItsSegmenter) {
  Segmenter first(short_solve("cuda"));
  const std::vector<Cutout> want = first.cut(small.jobs());
  Segmenter second(std::move(first));
  Segmenter third(short_solve("cuda"));
  (void)third.cut(small.jobs());
  third = std::move(second);
  const std::vector<Cutout> got = third.cut(small.jobs());
  for (std::size_t i = 0; i < want.size(); ++i) expect_same(got[i], want[i]);
}

// Photos of one shape in batches of different sizes, more of them than the device has memory for.
TEST_F(Choice, CutsMorePhotosThanMemoryHolds) {
  const SmallJobs many(24, 64, 48);
  const std::vector<Cutout> want = Segmenter(short_solve("cuda")).cut(many.jobs());
  int failed = 0;
  for (const std::size_t limit : {std::size_t{32} << 20U, std::size_t{8} << 20U, std::size_t{1} << 18U}) {
    SCOPED_TRACE(testing::Message() << limit << " bytes");
    cuda_emulation::set_memory_limit(limit);
    const std::vector<Cutout> got = Segmenter(short_solve("cuda")).cut(many.jobs());
    for (std::size_t i = 0; i < want.size(); ++i) {
      if (got[i].status == Status::failed) {
        ++failed;
        EXPECT_EQ(got[i].error_kind, ErrorKind::memory) << got[i].error;
        EXPECT_TRUE(tells(got[i].error, "cudaErrorMemoryAllocation"));
      } else {
        expect_same(got[i], want[i]);
      }
    }
    if (limit > std::size_t{1} << 20U) {
      EXPECT_EQ(failed, 0);
    }
  }
  EXPECT_EQ(failed, 24) << "a single photo needs more than a quarter of a megabyte";
}

}  // namespace
}  // namespace hesscut::test
