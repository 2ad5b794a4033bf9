#include <functional>

#include "tests/device/emulated.hpp"

/// Every call of the runtime fails once, and later for good: the reason is told, nothing leaks, and what can go on
/// does.

namespace hesscut::test {
namespace {

class Fault : public Emulated {
 protected:
  std::vector<Cutout> sound() { return Segmenter(short_solve()).cut(small.jobs()); }

  /// How many calls `work` makes.
  static std::uint64_t calls_of(const std::function<void()>& work) {
    const std::uint64_t before = cuda_emulation::calls_made();
    work();
    return cuda_emulation::calls_made() - before;
  }

  const SmallJobs small{3, 12, 9};
};

void expect_same_or_failed(const std::vector<Cutout>& got, const std::vector<Cutout>& want, const std::string& error) {
  ASSERT_EQ(got.size(), want.size());
  for (std::size_t i = 0; i < got.size(); ++i) {
    if (got[i].status == Status::failed) {
      EXPECT_TRUE(tells(got[i].error, error));
      EXPECT_TRUE(got[i].mask.empty());
    } else {
      expect_same(got[i], want[i]);
    }
  }
}

void expect_same_all(const std::vector<Cutout>& got, const std::vector<Cutout>& want) {
  ASSERT_EQ(got.size(), want.size());
  for (std::size_t i = 0; i < got.size(); ++i) expect_same(got[i], want[i]);
}

TEST_F(Fault, OfAnyCallIsToldAndForgotten) {
  const std::vector<Cutout> want = sound();
  const std::uint64_t calls = calls_of([&] { (void)sound(); });
  ASSERT_GT(calls, 100U);
#ifdef HESSCUT_SANITIZED
  constexpr std::uint64_t step = 5;  // the other calls fail in the builds that are ten times faster
#else
  constexpr std::uint64_t step = 1;
#endif
  int failed = 0;
  for (std::uint64_t n = 1; n <= calls; n += step) {
    SCOPED_TRACE(testing::Message() << "call " << n << " of " << calls);
    try {
      cuda_emulation::fail_call(n, cudaErrorLaunchFailure);
      Segmenter segmenter(short_solve());
      const std::vector<Cutout> got = segmenter.cut(small.jobs());
      expect_same_or_failed(got, want, "cudaErrorLaunchFailure");
      for (const Cutout& cutout : got) failed += cutout.status == Status::failed;
      cuda_emulation::stop_failing();
      expect_same_all(segmenter.cut(small.jobs()), want);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::device);
      EXPECT_TRUE(tells(error.what(), "cudaErrorLaunchFailure"));
    }
    cuda_emulation::stop_failing();
    ASSERT_EQ(cuda_emulation::live_objects().total(), 0U);
  }
  EXPECT_GT(failed, 20);
}

TEST_F(Fault, OfMemoryIsTriedAgainWithHalfTheBatch) {
  const std::vector<Cutout> want = sound();
  const std::uint64_t calls = calls_of([&] { (void)sound(); });
  Segmenter segmenter(short_solve());
  int whole = 0;
  for (std::uint64_t n = 1; n < calls; n += 5) {
    SCOPED_TRACE(testing::Message() << "call " << n << " of " << calls);
    cuda_emulation::fail_call(n, cudaErrorMemoryAllocation);
    const std::vector<Cutout> got = segmenter.cut(small.jobs());
    cuda_emulation::stop_failing();
    expect_same_or_failed(got, want, "cudaErrorMemoryAllocation");
    for (const Cutout& cutout : got) whole += cutout.status != Status::failed;
  }
  EXPECT_GT(whole, 0);
}

TEST_F(Fault, OfCufftIsTold) {
  const std::vector<Cutout> want = sound();
  for (std::uint64_t n = 1; n <= 12; ++n) {
    SCOPED_TRACE(testing::Message() << "cuFFT call " << n);
    Segmenter segmenter(short_solve());
    cuda_emulation::fail_fft_call(n, CUFFT_INTERNAL_ERROR);
    expect_same_or_failed(segmenter.cut(small.jobs()), want, "CUFFT_INTERNAL_ERROR");
    cuda_emulation::stop_failing();
    expect_same_all(segmenter.cut(small.jobs()), want);
  }
}

// A lost device fails every call from then on: who has a result keeps it, everybody else learns why, again and again.
TEST_F(Fault, OfTheWholeDeviceIsToldUntilItIsBack) {
  const std::vector<Cutout> want = sound();
  Segmenter another(short_solve());
  const std::uint64_t calls = calls_of([&] { (void)another.cut(small.jobs()); });
  for (std::uint64_t n = 1; n < calls; n += 17) {
    SCOPED_TRACE(testing::Message() << "lost at call " << n << " of " << calls);
    Segmenter segmenter(short_solve());
    cuda_emulation::fail_call(n, cudaErrorECCUncorrectable, true);
    expect_same_or_failed(segmenter.cut(small.jobs()), want, "cudaErrorECCUncorrectable");
    for (const Cutout& cutout : segmenter.cut(small.jobs())) {
      EXPECT_EQ(cutout.status, Status::failed);
      EXPECT_EQ(cutout.error_kind, ErrorKind::device);
      EXPECT_TRUE(tells(cutout.error, "cudaErrorECCUncorrectable"));
    }
    EXPECT_TRUE(refuses([&] { (void)segmenter.cut(small.jobs()[0].photo, small.jobs()[0].markers); }, ErrorKind::device,
                        {"cudaErrorECCUncorrectable"}));
    cuda_emulation::stop_failing();
    expect_same_all(segmenter.cut(small.jobs()), want);
  }
}

// And one that is lost for good leaves no crash behind when everything is destroyed.
TEST_F(Fault, OfADeviceThatStaysLostLeavesNothing) {
  for (std::uint64_t n = 1; n <= 200; n += 13) {
    try {
      Segmenter segmenter(short_solve());
      cuda_emulation::fail_call(n, cudaErrorECCUncorrectable, true);
      (void)segmenter.cut(small.jobs());
    } catch (const Error& error) {
      EXPECT_TRUE(tells(error.what(), "cudaErrorECCUncorrectable"));
    }
    ASSERT_EQ(cuda_emulation::live_objects().total(), 0U);
    cuda_emulation::stop_failing();
  }
}

}  // namespace
}  // namespace hesscut::test
