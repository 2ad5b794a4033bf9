#include "tests/cuda_emulator/machine.hpp"

/// Threads that wait for each other in vain: told with both places, and the end of the test.

namespace cuda_emulation::test {
namespace {

constexpr int first_line = __LINE__;
__global__ void wait_at_two_barriers() {
  if (threadIdx.x < 5)  // NOLINT(bugprone-branch-clone)
    __syncthreads();
  else
    __syncthreads();
}
__global__ void wait_for_a_lane_that_waits_for_the_block() {
  if (threadIdx.x == 3)
    __syncthreads();
  else
    __syncwarp();
}
__global__ void shuffle_without_itself() {
  (void)__shfl_sync(0xfffffffeU, 1, 1);
}
__global__ void use_too_much_shared() {
  HESSCUT_SHARED(tile, float[12289]);
  tile[0] = 0;
}

class DivergenceTest : public Machine {
 protected:
  DivergenceTest() { testing::GTEST_FLAG(death_test_style) = "threadsafe"; }
  /// A place in the report: so many lines below the first one.
  static std::string at(int line) { return " at .*divergence_test.cpp:" + std::to_string(first_line + line); }
  static void run(void (*kernel)()) {
    const Stream stream;
    launch({.name = "divergent", .grid = 2, .block = 32, .stream = stream}, kernel);
  }
};

TEST_F(DivergenceTest, AtTwoBarriersIsToldWithBoth) {
  EXPECT_DEATH(run(wait_at_two_barriers),
               "kernel divergent, block \\(0, 0, 0\\): threads wait at different barriers:\n"
               "  thread \\(0, 0, 0\\) __syncthreads" +
                   at(3) + "\n  thread \\(5, 0, 0\\) __syncthreads" + at(5));
}

TEST_F(DivergenceTest, OfALaneIsToldWithBoth) {
  EXPECT_DEATH(run(wait_for_a_lane_that_waits_for_the_block),
               "a lane waits for a lane that does not come:\n"
               "  thread \\(0, 0, 0\\) __syncwarp" +
                   at(11) + "\n  thread \\(3, 0, 0\\) __syncthreads" + at(9));
}

TEST_F(DivergenceTest, OfALaneFromItsOwnMaskIsTold) {
  EXPECT_DEATH(run(shuffle_without_itself), "a lane that its own mask leaves out:\n  thread \\(0, 0, 0\\)");
}

TEST_F(DivergenceTest, TooMuchSharedMemoryIsTold) {
  EXPECT_DEATH(run(use_too_much_shared), "49156 bytes of static shared memory, the limit is 48 KiB");
}

TEST_F(DivergenceTest, TheDefaultStreamIsTold) {
  EXPECT_DEATH(launch({.name = "lost", .grid = 1, .block = 1, .stream = nullptr}, wait_at_two_barriers),
               "lost was launched on the default stream");
}

}  // namespace
}  // namespace cuda_emulation::test
