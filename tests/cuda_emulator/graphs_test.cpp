#include <set>

#include "tests/cuda_emulator/machine.hpp"

/// Recorded work: done at each launch, in an order that its edges allow.

namespace cuda_emulation::test {
namespace {

__global__ void append(int* list, int number) {
  list[atomicAdd(list, 1) + 1] = number;
}
void enqueue_append(cudaStream_t stream, const DeviceArray<int>& list, int number) {
  launch({.name = "append", .grid = 1, .block = 1, .stream = stream}, append, list.data(), number);
}

class GraphsTest : public Machine {
 protected:
  /// The list after `record` was recorded and launched twice.
  template <class Record>
  std::vector<int> list_after(const Record& record) {
    HESSCUT_CUDA(cudaMemsetAsync(list.data(), 0, list.bytes(), stream));
    HESSCUT_CUDA(cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal));
    record();
    cudaGraph_t graph = nullptr;
    HESSCUT_CUDA(cudaStreamEndCapture(stream, &graph));
    cudaGraphExec_t executable = nullptr;
    HESSCUT_CUDA(cudaGraphInstantiate(&executable, graph));
    HESSCUT_CUDA(cudaGraphDestroy(graph));
    EXPECT_EQ(cudaGraphInstantiate(&executable, graph), cudaErrorInvalidValue);
    EXPECT_EQ(list.download(stream)[0], 0) << "recording does nothing";
    HESSCUT_CUDA(cudaGraphLaunch(executable, stream));
    HESSCUT_CUDA(cudaGraphLaunch(executable, stream));
    HESSCUT_CUDA(cudaGraphExecDestroy(executable));
    EXPECT_EQ(cudaGraphLaunch(executable, stream), cudaErrorInvalidValue);
    std::vector<int> values = list.download(stream);
    values.resize(static_cast<std::size_t>(values[0]) + 1);
    values.erase(values.begin());
    return values;
  }

  const Stream stream, branch;
  const Event forked, joined;
  const DeviceArray<int> list{64};
};

TEST_F(GraphsTest, DoTheWorkOfOneStreamInItsOrder) {
  for (const StreamMode mode : {StreamMode::eager, StreamMode::lazy, StreamMode::random}) {
    set_stream_mode(mode);
    EXPECT_EQ(list_after([&] {
                for (const int number : {1, 2, 3}) enqueue_append(stream, list, number);
              }),
              (std::vector{1, 2, 3, 1, 2, 3}));
  }
}

TEST_F(GraphsTest, DoBranchesInAnyOrderButForkAndJoinInTheirs) {
  std::set<std::vector<int>> seen;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    set_stream_mode(StreamMode::random, seed);
    const std::vector<int> numbers = list_after([&] {
      enqueue_append(stream, list, 1);
      HESSCUT_CUDA(cudaEventRecord(forked, stream));
      HESSCUT_CUDA(cudaStreamWaitEvent(branch, forked));
      enqueue_append(branch, list, 2);
      enqueue_append(stream, list, 3);
      HESSCUT_CUDA(cudaEventRecord(joined, branch));
      HESSCUT_CUDA(cudaStreamWaitEvent(stream, joined));
      enqueue_append(stream, list, 4);
    });
    ASSERT_EQ(numbers.size(), 8U);
    for (const int launch : {0, 4}) {
      EXPECT_EQ(numbers[launch], 1);
      EXPECT_EQ(numbers[launch + 1] + numbers[launch + 2], 5);
      EXPECT_EQ(numbers[launch + 3], 4);
    }
    seen.insert(numbers);
  }
  EXPECT_EQ(seen.size(), 4U) << "each of two launches in both orders";
}

TEST_F(GraphsTest, OrderBranchesByTheirEvents) {
  for (const StreamMode mode : {StreamMode::eager, StreamMode::lazy, StreamMode::random}) {
    set_stream_mode(mode);
    EXPECT_EQ(list_after([&] {
                enqueue_append(stream, list, 1);
                HESSCUT_CUDA(cudaEventRecord(forked, stream));
                HESSCUT_CUDA(cudaStreamWaitEvent(branch, forked));
                enqueue_append(branch, list, 2);
                HESSCUT_CUDA(cudaEventRecord(joined, branch));
                HESSCUT_CUDA(cudaStreamWaitEvent(stream, joined));
                enqueue_append(stream, list, 3);
              }),
              (std::vector{1, 2, 3, 1, 2, 3}));
  }
}

TEST_F(GraphsTest, CopyToAndFromPinnedMemoryAsItIsAtTheLaunch) {
  const PinnedArray<int> host(1);
  cudaGraph_t graph = nullptr;
  cudaGraphExec_t executable = nullptr;
  HESSCUT_CUDA(cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal));
  HESSCUT_CUDA(cudaMemcpyAsync(list.data(), host.data(), 4, cudaMemcpyHostToDevice, stream));
  HESSCUT_CUDA(cudaStreamEndCapture(stream, &graph));
  HESSCUT_CUDA(cudaGraphInstantiate(&executable, graph));
  HESSCUT_CUDA(cudaGraphDestroy(graph));
  for (const int value : {5, 6}) {
    host[0] = value;
    HESSCUT_CUDA(cudaGraphLaunch(executable, stream));
    EXPECT_EQ(list.download(stream)[0], value);
  }
  HESSCUT_CUDA(cudaGraphExecDestroy(executable));
}

}  // namespace
}  // namespace cuda_emulation::test
