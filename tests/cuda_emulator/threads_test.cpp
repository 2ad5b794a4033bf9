#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/cuda_emulator/machine.hpp"

/// The threads of a block: their order, what they share, and how they meet.

namespace cuda_emulation::test {
namespace {

constexpr unsigned size = 64;

__global__ void take_numbers(int* next, int* numbers) {
  numbers[threadIdx.x] = atomicAdd(next, 1);
}
__global__ void look_at_shared(float* out) {
  HESSCUT_SHARED(tile, float[size]);
  HESSCUT_DYNAMIC_SHARED(float, more);
  float* const own = out + 2 * (size * blockIdx.x + threadIdx.x);
  own[0] = tile[threadIdx.x];
  own[1] = more[threadIdx.x];
  __syncthreads();
  tile[threadIdx.x] = more[threadIdx.x] = 1;
}
/// Per lane: shuffles of all kinds, ballots, and what __syncthreads_* say.
__global__ void meet(int* out) {
  const int i = static_cast<int>(threadIdx.x);
  constexpr unsigned all = 0xffffffffU;
  int* const own = out + 12 * i;
  own[0] = __shfl_sync(all, i, 5);
  own[1] = __shfl_up_sync(all, i, 1);
  own[2] = __shfl_down_sync(all, i, 2);
  own[3] = __shfl_xor_sync(all, i, 3);
  own[4] = __shfl_sync(all, i, 1, 8);
  own[5] = static_cast<int>(__ballot_sync(all, i % 4 == 0));
  own[6] = __any_sync(all, i == 40);
  own[7] = __all_sync(all, i >= 32);
  own[8] = __syncthreads_count(i < 10);
  own[9] = __syncthreads_or(i == 63);
  own[10] = __syncthreads_and(i != 63);
  const double wide = __shfl_sync(all, i + 0.25, 7);
  own[11] = static_cast<int>(4 * wide);
}
/// The lower half of a warp meets among itself, and some threads have left before.
__global__ void meet_in_part(int* out) {
  const int i = static_cast<int>(threadIdx.x);
  if (i >= 48) return;
  if (i < 16) out[i] = __shfl_xor_sync(0xffffU, i, 8);
  __syncthreads();
  if (i >= 32) out[i] = __shfl_down_sync(0xffffffffU, i, 1);
  __syncthreads();
  if (i == 20) out[20] = 7;
}
__global__ void change(unsigned* words, float* sum, unsigned long long* wide) {
  const unsigned i = threadIdx.x;
  atomicAdd(&words[0], i);
  atomicSub(&words[1], 1);
  atomicMax(&words[2], i);
  atomicMin(&words[3], i);
  atomicOr(&words[4], 1U << i % 32);
  atomicAnd(&words[5], ~(1U << i % 32));
  atomicXor(&words[6], i);
  atomicCAS(&words[7], i, i + 1);
  if (i == 0) atomicExch(&words[8], 77U);
  atomicAdd(sum, 0.5F);
  atomicAdd(wide, 1ULL << 32U);
}

class ThreadsTest : public Machine {
 protected:
  [[nodiscard]] Launch one_block(std::size_t shared_bytes = 0) const {
    return {.name = "test", .grid = 1, .block = size, .stream = stream, .dynamic_shared_bytes = shared_bytes};
  }
  /// What each thread of a block found when it came by.
  [[nodiscard]] std::vector<int> numbers() const {
    const DeviceArray<int> next({0}, stream);
    const DeviceArray<int> numbers(size);
    launch(one_block(), take_numbers, next.data(), numbers.data());
    return numbers.download(stream);
  }
  const Stream stream;
};

TEST_F(ThreadsTest, RunForwardOrReverseOrAtRandom) {
  std::vector<int> forward(size);
  std::iota(forward.begin(), forward.end(), 0);
  std::vector<int> reverse(forward.rbegin(), forward.rend());
  EXPECT_EQ(numbers(), forward);
  set_thread_order(ThreadOrder::reverse);
  EXPECT_EQ(numbers(), reverse);
  set_thread_order(ThreadOrder::random, 1);
  std::vector<int> random = numbers();
  EXPECT_NE(random, forward);
  EXPECT_NE(random, reverse);
  EXPECT_NE(random, numbers());
  set_thread_order(ThreadOrder::random, 1);
  EXPECT_EQ(random, numbers());
  std::sort(random.begin(), random.end());
  EXPECT_EQ(random, forward);
}

TEST_F(ThreadsTest, FindNothingInSharedMemory) {
  for (int round = 0; round < 2; ++round) {
    constexpr unsigned blocks = 3;
    const DeviceArray<float> out(2 * size * blocks);
    launch(
        {.name = "test", .grid = blocks, .block = size, .stream = stream, .dynamic_shared_bytes = size * sizeof(float)},
        look_at_shared, out.data());
    for (const float value : out.download(stream)) EXPECT_TRUE(std::isnan(value));
  }
}

TEST_F(ThreadsTest, MeetInEveryOrder) {
  for (const ThreadOrder order : {ThreadOrder::forward, ThreadOrder::reverse, ThreadOrder::random}) {
    set_thread_order(order);
    const DeviceArray<int> out(12 * size);
    launch(one_block(), meet, out.data());
    const std::vector<int> got = out.download(stream);
    for (int i = 0; i < static_cast<int>(size); ++i) {
      const int lane = i % 32;
      const int warp = i - lane;
      const std::vector<int> want = {warp + 5,   lane == 0 ? i : i - 1, lane >= 30 ? i : i + 2, i ^ 3, i / 8 * 8 + 1,
                                     0x11111111, i >= 32 ? 1 : 0,       i >= 32 ? 1 : 0,        10,    1,
                                     0,          4 * (warp + 7) + 1};
      EXPECT_EQ(std::vector<int>(got.begin() + 12 * i, got.begin() + 12 * (i + 1)), want) << "thread " << i;
    }
  }
}

TEST_F(ThreadsTest, MeetWithoutThoseThatHaveLeft) {
  for (const ThreadOrder order : {ThreadOrder::forward, ThreadOrder::reverse, ThreadOrder::random}) {
    set_thread_order(order);
    const DeviceArray<int> out(size);
    launch(one_block(), meet_in_part, out.data());
    const std::vector<int> got = out.download(stream);
    for (int i = 0; i < 16; ++i) EXPECT_EQ(got[i], i ^ 8);
    EXPECT_EQ(got[20], 7);
    for (int i = 32; i < 47; ++i) EXPECT_EQ(got[i], i + 1);
    EXPECT_EQ(got[47], -1) << "the lane that it asks has left";
  }
}

TEST_F(ThreadsTest, ChangeWordsOneAfterTheOther) {
  const DeviceArray<unsigned> words({0, 100, 0, 100, 0, ~0U, 0, 0, 0}, stream);
  const DeviceArray<float> sum({0}, stream);
  const DeviceArray<unsigned long long> wide({0}, stream);
  launch(one_block(), change, words.data(), sum.data(), wide.data());
  EXPECT_EQ(words.download(stream), (std::vector<unsigned>{2016, 36, 63, 0, ~0U, 0, 0, size, 77}));
  EXPECT_EQ(sum.download(stream), std::vector{32.0F});
  EXPECT_EQ(wide.download(stream), std::vector{64ULL << 32U});
}

}  // namespace
}  // namespace cuda_emulation::test
