#include <thread>

#include "tests/cuda_emulator/machine.hpp"

/// What may not be done while a stream records, with CUDA's own errors, and that what spoils a recording stays.

namespace cuda_emulation::test {
namespace {

class CaptureTest : public Machine {
 protected:
  void begin(cudaStreamCaptureMode mode = cudaStreamCaptureModeThreadLocal) const {
    HESSCUT_CUDA(cudaStreamBeginCapture(stream, mode));
  }
  static cudaError_t end(cudaStream_t of) {
    cudaGraph_t graph = nullptr;
    const cudaError_t error = cudaStreamEndCapture(of, &graph);
    EXPECT_EQ(graph != nullptr, error == cudaSuccess);
    if (graph != nullptr) cudaGraphDestroy(graph);
    return error;
  }
  cudaError_t end() const { return end(stream); }
  [[nodiscard]] cudaStreamCaptureStatus status() const {
    auto status = cudaStreamCaptureStatusNone;
    EXPECT_EQ(cudaStreamIsCapturing(stream, &status), cudaSuccess);
    return status;
  }

  const Stream stream, other;
  const Event event;
  const DeviceArray<int> device{1};
};

TEST_F(CaptureTest, IsUnderWayFromItsBeginToItsEnd) {
  EXPECT_EQ(status(), cudaStreamCaptureStatusNone);
  begin();
  EXPECT_EQ(status(), cudaStreamCaptureStatusActive);
  EXPECT_EQ(cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal), cudaErrorIllegalState);
  EXPECT_EQ(end(), cudaSuccess);
  EXPECT_EQ(status(), cudaStreamCaptureStatusNone);
  EXPECT_EQ(end(), cudaErrorIllegalState);
}

TEST_F(CaptureTest, IsSpoiltByWaitingForTheStream) {
  for (const auto& wait : {cudaStreamSynchronize, cudaStreamQuery}) {
    begin();
    EXPECT_EQ(wait(stream), cudaErrorStreamCaptureUnsupported);
    EXPECT_EQ(status(), cudaStreamCaptureStatusInvalidated);
    EXPECT_EQ(cudaMemsetAsync(device.data(), 0, 4, stream), cudaErrorStreamCaptureInvalidated);
    EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
  }
  HESSCUT_CUDA(cudaStreamSynchronize(stream));
}

TEST_F(CaptureTest, IsSpoiltByAllocatingAndByWaitingForTheDevice) {
  void* memory = nullptr;
  begin();
  EXPECT_EQ(cudaMalloc(&memory, 4), cudaErrorStreamCaptureUnsupported);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
  begin();
  EXPECT_EQ(cudaMallocHost(&memory, 4), cudaErrorStreamCaptureUnsupported);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
  begin();
  EXPECT_EQ(cudaDeviceSynchronize(), cudaErrorStreamCaptureUnsupported);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
  begin(cudaStreamCaptureModeRelaxed);
  HESSCUT_CUDA(cudaMalloc(&memory, 4));
  HESSCUT_CUDA(cudaFree(memory));
  EXPECT_EQ(end(), cudaSuccess);
}

TEST_F(CaptureTest, OfAnotherThreadForbidsAllocationWhenItIsGlobal) {
  for (const auto mode : {cudaStreamCaptureModeThreadLocal, cudaStreamCaptureModeGlobal}) {
    begin(mode);
    cudaError_t error = cudaSuccess;
    std::thread([&] {
      void* memory = nullptr;
      error = cudaMalloc(&memory, 4);
      if (error == cudaSuccess) cudaFree(memory);
    }).join();
    const bool global = mode == cudaStreamCaptureModeGlobal;
    EXPECT_EQ(error, global ? cudaErrorStreamCaptureUnsupported : cudaSuccess);
    EXPECT_EQ(end(), global ? cudaErrorStreamCaptureInvalidated : cudaSuccess);
  }
}

TEST_F(CaptureTest, IsSpoiltByCopiesOfPageableMemory) {
  int value = 0;
  begin();
  EXPECT_EQ(cudaMemcpyAsync(device.data(), &value, 4, cudaMemcpyHostToDevice, stream),
            cudaErrorStreamCaptureUnsupported);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
  begin();
  EXPECT_EQ(cudaMemcpyAsync(&value, device.data(), 4, cudaMemcpyDeviceToHost, stream),
            cudaErrorStreamCaptureUnsupported);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
}

TEST_F(CaptureTest, EndsInItsStreamAndThread) {
  begin();
  cudaError_t error = cudaSuccess;
  std::thread([&] { error = end(); }).join();
  EXPECT_EQ(error, cudaErrorStreamCaptureWrongThread);
  HESSCUT_CUDA(cudaEventRecord(event, stream));
  HESSCUT_CUDA(cudaStreamWaitEvent(other, event));
  EXPECT_EQ(end(other), cudaErrorStreamCaptureUnmatched);
  HESSCUT_CUDA(cudaEventRecord(event, other));
  HESSCUT_CUDA(cudaStreamWaitEvent(stream, event));
  EXPECT_EQ(end(), cudaSuccess);
}

TEST_F(CaptureTest, EndsWithAllItsStreamsJoined) {
  begin();
  HESSCUT_CUDA(cudaEventRecord(event, stream));
  HESSCUT_CUDA(cudaStreamWaitEvent(other, event));
  HESSCUT_CUDA(cudaMemsetAsync(device.data(), 0, 4, other));
  EXPECT_EQ(end(), cudaErrorStreamCaptureUnjoined);
  EXPECT_EQ(status(), cudaStreamCaptureStatusNone);
  HESSCUT_CUDA(cudaStreamSynchronize(other));
}

TEST_F(CaptureTest, MeetsNeitherAnotherNorWorkOutside) {
  HESSCUT_CUDA(cudaEventRecord(event, other));
  begin();
  EXPECT_EQ(cudaStreamWaitEvent(stream, event), cudaErrorStreamCaptureIsolation);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);

  begin();
  HESSCUT_CUDA(cudaStreamBeginCapture(other, cudaStreamCaptureModeThreadLocal));
  HESSCUT_CUDA(cudaEventRecord(event, other));
  EXPECT_EQ(cudaStreamWaitEvent(stream, event), cudaErrorStreamCaptureMerge);
  EXPECT_EQ(end(), cudaErrorStreamCaptureInvalidated);
  EXPECT_EQ(end(other), cudaSuccess);
}

TEST_F(CaptureTest, KeepsItsEventsToItself) {
  begin();
  HESSCUT_CUDA(cudaEventRecord(event, stream));
  EXPECT_EQ(cudaEventSynchronize(event), cudaErrorCapturedEvent);
  EXPECT_EQ(cudaEventQuery(event), cudaErrorCapturedEvent);
  EXPECT_EQ(end(), cudaSuccess);
  EXPECT_EQ(cudaStreamWaitEvent(other, event), cudaErrorCapturedEvent) << "its recording is over";
  HESSCUT_CUDA(cudaEventRecord(event, stream));
  EXPECT_EQ(cudaEventSynchronize(event), cudaSuccess);
}

}  // namespace
}  // namespace cuda_emulation::test
