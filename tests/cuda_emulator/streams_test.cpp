#include "tests/cuda_emulator/machine.hpp"

/// When the work of a stream is done, in each mode.

namespace cuda_emulation::test {
namespace {

class StreamsTest : public Machine {
 protected:
  void enqueue_both(int value) const {
    enqueue_store(stream, device.data(), value);
    HESSCUT_CUDA(cudaMemcpyAsync(host.data(), device.data(), sizeof(int), cudaMemcpyDeviceToHost, stream));
  }

  const Stream stream;
  const DeviceArray<int> device{1};
  const PinnedArray<int> host{1};
};

TEST_F(StreamsTest, EagerOnesWorkAtOnce) {
  enqueue_both(5);
  EXPECT_EQ(cudaStreamQuery(stream), cudaSuccess);
  EXPECT_EQ(host[0], 5);
}

TEST_F(StreamsTest, LazyOnesWorkWhenWaitedFor) {
  set_stream_mode(StreamMode::lazy);
  enqueue_both(5);
  EXPECT_EQ(peek(host.data()), -1) << "pinned memory starts with all bits set";
  stream.synchronize();
  EXPECT_EQ(host[0], 5);
}

TEST_F(StreamsTest, LazyOnesWorkAStepForEveryQuery) {
  set_stream_mode(StreamMode::lazy);
  enqueue_both(5);
  EXPECT_EQ(cudaStreamQuery(stream), cudaErrorNotReady);
  EXPECT_EQ(peek(host.data()), -1);
  EXPECT_EQ(cudaStreamQuery(stream), cudaSuccess);
  EXPECT_EQ(host[0], 5);
}

TEST_F(StreamsTest, LazyOnesTakeAPinnedSourceAsItIsThen) {
  set_stream_mode(StreamMode::lazy);
  host[0] = 1;
  HESSCUT_CUDA(cudaMemcpyAsync(device.data(), host.data(), sizeof(int), cudaMemcpyHostToDevice, stream));
  stream.synchronize();
  host[0] = 2;
  HESSCUT_CUDA(cudaMemcpyAsync(device.data(), host.data(), sizeof(int), cudaMemcpyHostToDevice, stream));
  poke(host.data(), 3);
  EXPECT_EQ(device.download(stream), std::vector{3});
}

TEST_F(StreamsTest, TakePageableSourcesAtOnceAndWaitForPageableTargets) {
  set_stream_mode(StreamMode::lazy);
  int value = 1;
  HESSCUT_CUDA(cudaMemcpyAsync(device.data(), &value, sizeof value, cudaMemcpyHostToDevice, stream));
  value = 2;
  HESSCUT_CUDA(cudaMemcpyAsync(&value, device.data(), sizeof value, cudaMemcpyDeviceToHost, stream));
  EXPECT_EQ(value, 1);
}

TEST_F(StreamsTest, RandomOnesWorkSoonerOrLater) {
  int done = 0;
  constexpr int rounds = 100;
  for (int round = 0; round < rounds; ++round) {
    set_stream_mode(StreamMode::random, static_cast<std::uint64_t>(round));
    enqueue_both(round);
    done += peek(host.data()) == round ? 1 : 0;
    stream.synchronize();
    ASSERT_EQ(host[0], round);
  }
  EXPECT_GT(done, rounds / 10);
  EXPECT_LT(done, rounds - rounds / 10);
}

TEST_F(StreamsTest, WorkInTheOrderOfTheirCalls) {
  for (const StreamMode mode : {StreamMode::eager, StreamMode::lazy, StreamMode::random}) {
    set_stream_mode(mode);
    for (int i = 0; i < 10; ++i) enqueue_store(stream, device.data(), i);
    EXPECT_EQ(device.download(stream), std::vector{9});
  }
}

TEST_F(StreamsTest, AreNotWaitedForByOthers) {
  set_stream_mode(StreamMode::lazy);
  const Stream other;
  enqueue_both(5);
  other.synchronize();
  EXPECT_EQ(peek(host.data()), -1);
  HESSCUT_CUDA(cudaDeviceSynchronize());
  EXPECT_EQ(host[0], 5);
}

TEST_F(StreamsTest, FinishBeforeMemoryIsFreed) {
  set_stream_mode(StreamMode::lazy);
  enqueue_both(5);
  float* memory = nullptr;
  HESSCUT_CUDA(cudaMalloc(&memory, 4));
  EXPECT_EQ(peek(host.data()), -1);
  HESSCUT_CUDA(cudaFree(memory));
  EXPECT_EQ(host[0], 5);
}

TEST_F(StreamsTest, FinishWhenDestroyed) {
  set_stream_mode(StreamMode::lazy);
  cudaStream_t made = nullptr;
  HESSCUT_CUDA(cudaStreamCreateWithPriority(&made, cudaStreamNonBlocking, 0));
  enqueue_store(made, device.data(), 7);
  HESSCUT_CUDA(cudaStreamDestroy(made));
  EXPECT_EQ(cudaStreamSynchronize(made), cudaErrorInvalidResourceHandle);
  HESSCUT_CUDA(cudaDeviceSynchronize());
  EXPECT_EQ(device.download(stream), std::vector{7});
}

TEST_F(StreamsTest, CopyRowsOfOtherPitches) {
  std::vector<int> values = {0, 1, 2, 3, 4, 5};
  const DeviceArray<int> rows(std::vector<int>(8, 9), stream);
  HESSCUT_CUDA(cudaMemcpy2DAsync(rows.data(), 4 * sizeof(int), values.data(), 3 * sizeof(int), 2 * sizeof(int), 2,
                                 cudaMemcpyHostToDevice, stream));
  EXPECT_EQ(rows.download(stream), (std::vector{0, 1, 9, 9, 3, 4, 9, 9}));
  EXPECT_EQ(cudaMemcpy2DAsync(rows.data(), 4, values.data(), 4, 8, 2, cudaMemcpyHostToDevice, stream),
            cudaErrorInvalidValue);
}

TEST_F(StreamsTest, RefuseCopiesThatLieOtherwiseThanTheySay) {
  int value = 0;
  EXPECT_EQ(cudaMemcpyAsync(&value, &value, 4, cudaMemcpyHostToDevice, stream), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpyAsync(device.data(), &value, 8, cudaMemcpyHostToDevice, stream), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpyAsync(device.data(), device.data(), 4, cudaMemcpyDeviceToHost, stream), cudaErrorInvalidValue);
  EXPECT_EQ(cudaMemcpyAsync(device.data(), &value, 4, cudaMemcpyDefault, stream), cudaErrorInvalidMemcpyDirection);
  EXPECT_EQ(cudaMemcpyAsync(device.data(), &value, 4, cudaMemcpyHostToDevice, nullptr), cudaErrorInvalidResourceHandle);
  EXPECT_EQ(cudaMemsetAsync(&value, 0, 4, stream), cudaErrorInvalidValue);
}

}  // namespace
}  // namespace cuda_emulation::test
