#include <optional>

#include "tests/cuda_emulator/machine.hpp"

/// Events are tickets: a wait is for the last recording before it, whatever becomes of the event.

namespace cuda_emulation::test {
namespace {

class EventsTest : public Machine {
 protected:
  EventsTest() { set_stream_mode(StreamMode::lazy); }

  const Stream first, second;
  const DeviceArray<int> device{1};
  std::optional<Event> event{std::in_place};
};

TEST_F(EventsTest, MakeAnotherStreamWait) {
  enqueue_store(first, device.data(), 1);
  HESSCUT_CUDA(cudaEventRecord(*event, first));
  HESSCUT_CUDA(cudaStreamWaitEvent(second, *event));
  EXPECT_EQ(device.download(second), std::vector{1});
}

TEST_F(EventsTest, MakeItWaitForWhatWasRecordedOnly) {
  enqueue_store(first, device.data(), 1);
  HESSCUT_CUDA(cudaEventRecord(*event, first));
  enqueue_store(first, device.data(), 2);
  HESSCUT_CUDA(cudaStreamWaitEvent(second, *event));
  second.synchronize();
  EXPECT_EQ(peek(device.data()), 1);
  EXPECT_EQ(device.download(first), std::vector{2});
}

TEST_F(EventsTest, AreTicketsOfTheirLastRecordingBefore) {
  const DeviceArray<int> other(1);
  enqueue_store(first, device.data(), 1);
  HESSCUT_CUDA(cudaEventRecord(*event, first));
  HESSCUT_CUDA(cudaStreamWaitEvent(second, *event));
  enqueue_store(first, other.data(), 2);
  HESSCUT_CUDA(cudaEventRecord(*event, first));
  EXPECT_EQ(device.download(second), std::vector{1});
  EXPECT_EQ(cudaEventQuery(*event), cudaErrorNotReady) << "the second recording has not been asked for";
  EXPECT_EQ(cudaEventQuery(*event), cudaSuccess);
}

TEST_F(EventsTest, MayBeDestroyedWhileWaitedFor) {
  enqueue_store(first, device.data(), 1);
  HESSCUT_CUDA(cudaEventRecord(*event, first));
  HESSCUT_CUDA(cudaStreamWaitEvent(second, *event));
  event.reset();
  EXPECT_EQ(device.download(second), std::vector{1});
}

TEST_F(EventsTest, NeverRecordedAreNotWaitedFor) {
  EXPECT_EQ(cudaEventQuery(*event), cudaSuccess);
  EXPECT_EQ(cudaEventSynchronize(*event), cudaSuccess);
  HESSCUT_CUDA(cudaStreamWaitEvent(second, *event));
  second.synchronize();
}

TEST_F(EventsTest, AreWaitedForByTheHost) {
  const PinnedArray<int> host(1);
  enqueue_store(first, device.data(), 1);
  HESSCUT_CUDA(cudaMemcpyAsync(host.data(), device.data(), 4, cudaMemcpyDeviceToHost, first));
  HESSCUT_CUDA(cudaEventRecord(*event, first));
  HESSCUT_CUDA(cudaEventSynchronize(*event));
  EXPECT_EQ(host[0], 1);
}

TEST_F(EventsTest, HaveTimesWhenMadeSo) {
  cudaEvent_t start = nullptr;
  cudaEvent_t end = nullptr;
  HESSCUT_CUDA(cudaEventCreateWithFlags(&start, cudaEventDefault));
  HESSCUT_CUDA(cudaEventCreateWithFlags(&end, cudaEventDefault));
  float milliseconds = 0;
  EXPECT_EQ(cudaEventElapsedTime(&milliseconds, start, end), cudaErrorInvalidResourceHandle) << "not recorded";
  HESSCUT_CUDA(cudaEventRecord(start, first));
  HESSCUT_CUDA(cudaEventRecord(end, first));
  EXPECT_EQ(cudaEventElapsedTime(&milliseconds, start, end), cudaErrorNotReady);
  HESSCUT_CUDA(cudaEventSynchronize(end));
  EXPECT_EQ(cudaEventElapsedTime(&milliseconds, start, end), cudaSuccess);
  EXPECT_EQ(cudaEventElapsedTime(&milliseconds, start, *event), cudaErrorInvalidResourceHandle) << "without time";
  HESSCUT_CUDA(cudaEventDestroy(start));
  HESSCUT_CUDA(cudaEventDestroy(end));
  EXPECT_EQ(cudaEventDestroy(end), cudaErrorInvalidResourceHandle);
}

}  // namespace
}  // namespace cuda_emulation::test
