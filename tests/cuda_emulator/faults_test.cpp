#include <cstring>

#include <cufft.h>

#include "tests/cuda_emulator/machine.hpp"

/// Calls that fail because a test wants them to, machines without a driver or device, and what is left alive.

namespace cuda_emulation::test {
namespace {

using FaultsTest = Machine;

TEST_F(FaultsTest, StrikeTheCallThatIsMeant) {
  const Stream stream;
  const std::uint64_t before = calls_made();
  fail_call(2, cudaErrorLaunchFailure);
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaErrorLaunchFailure);
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_EQ(calls_made(), before + 3);
  EXPECT_EQ(cudaGetLastError(), cudaErrorLaunchFailure);
}

TEST_F(FaultsTest, StayWhenTheyAreSticky) {
  const Stream stream;
  fail_call(1, cudaErrorECCUncorrectable, true);
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaErrorECCUncorrectable);
  EXPECT_EQ(cudaStreamQuery(stream), cudaErrorECCUncorrectable);
  cufftHandle plan = 0;
  EXPECT_EQ(cufftCreate(&plan), CUFFT_EXEC_FAILED);
  stop_failing();
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
}

TEST_F(FaultsTest, DoNothingButFreeWhatIsFreed) {
  cudaEvent_t event = nullptr;
  fail_call(1, cudaErrorLaunchFailure);
  EXPECT_EQ(cudaEventCreateWithFlags(&event, cudaEventDisableTiming), cudaErrorLaunchFailure);
  EXPECT_EQ(live_objects().events, 0U);
  HESSCUT_CUDA(cudaEventCreateWithFlags(&event, cudaEventDisableTiming));
  fail_call(1, cudaErrorLaunchFailure);
  EXPECT_EQ(cudaEventDestroy(event), cudaErrorLaunchFailure);
  EXPECT_EQ(live_objects().events, 0U);
}

TEST_F(FaultsTest, StrikeCufftAlone) {
  const Stream stream;
  cufftHandle plan = 0;
  fail_fft_call(2, CUFFT_ALLOC_FAILED);
  EXPECT_EQ(cufftCreate(&plan), CUFFT_SUCCESS);
  EXPECT_EQ(cudaStreamSynchronize(stream), cudaSuccess);
  EXPECT_EQ(cufftSetAutoAllocation(plan, 0), CUFFT_ALLOC_FAILED);
  EXPECT_EQ(cufftSetAutoAllocation(plan, 0), CUFFT_SUCCESS);
  EXPECT_EQ(cufftDestroy(plan), CUFFT_SUCCESS);
  EXPECT_EQ(cufftDestroy(plan), CUFFT_INVALID_PLAN);
}

TEST_F(FaultsTest, OfTheMachineLeaveTheCountUnset) {
  cufftHandle plan = 0;
  int count = 77;
  set_driver(Driver::missing);
  EXPECT_EQ(cudaGetDeviceCount(&count), cudaErrorInsufficientDriver);
  EXPECT_EQ(cufftCreate(&plan), CUFFT_INTERNAL_ERROR);
  int version = 1;
  EXPECT_EQ(cudaDriverGetVersion(&version), cudaSuccess);
  EXPECT_EQ(version, 0);
  set_driver(Driver::without_device);
  EXPECT_EQ(cudaGetDeviceCount(&count), cudaErrorNoDevice);
  set_driver(Driver::present);
  set_device_count(0);
  EXPECT_EQ(cudaGetDeviceCount(&count), cudaErrorNoDevice);
  EXPECT_EQ(count, 77);
  set_device_count(2);
  EXPECT_EQ(cudaGetDeviceCount(&count), cudaSuccess);
  EXPECT_EQ(count, 2);
}

TEST_F(FaultsTest, OfDevicesThatAreNotThere) {
  set_device_count(2);
  int device = -1;
  EXPECT_EQ(cudaSetDevice(1), cudaSuccess);
  EXPECT_EQ(cudaSetDevice(2), cudaErrorInvalidDevice);
  EXPECT_EQ(cudaGetDevice(&device), cudaSuccess);
  EXPECT_EQ(device, 1);
  EXPECT_EQ(cudaSetDevice(0), cudaSuccess);
  cudaDeviceProp properties{};
  EXPECT_EQ(cudaGetDeviceProperties(&properties, 1), cudaSuccess);
  EXPECT_STREQ(properties.name, "Emulated GPU 1");
  EXPECT_EQ(cudaGetDeviceProperties(&properties, 2), cudaErrorInvalidDevice);
}

TEST_F(FaultsTest, HaveCudasNames) {
  EXPECT_STREQ(cudaGetErrorName(cudaErrorMemoryAllocation), "cudaErrorMemoryAllocation");
  EXPECT_STREQ(cudaGetErrorString(cudaErrorMemoryAllocation), "out of memory");
  EXPECT_STREQ(cudaGetErrorName(cudaErrorStreamCaptureUnjoined), "cudaErrorStreamCaptureUnjoined");
  EXPECT_STREQ(cudaGetErrorName(static_cast<cudaError_t>(1023)), "unrecognized error code");
}

TEST_F(FaultsTest, LeaveBehindWhatIsCounted) {
  const Stream stream;
  const Event event;
  const PinnedArray<int> pinned(1);
  const DeviceArray<int> device(1);
  cufftHandle plan = 0;
  EXPECT_EQ(cufftCreate(&plan), CUFFT_SUCCESS);
  cudaGraph_t graph = nullptr;
  cudaGraphExec_t executable = nullptr;
  HESSCUT_CUDA(cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal));
  HESSCUT_CUDA(cudaStreamEndCapture(stream, &graph));
  HESSCUT_CUDA(cudaGraphInstantiate(&executable, graph));
  const LiveObjects live = live_objects();
  EXPECT_EQ(live.streams, 1U);
  EXPECT_EQ(live.events, 1U);
  EXPECT_EQ(live.pinned_allocations, 1U);
  EXPECT_EQ(live.allocations, 1U);
  EXPECT_EQ(live.plans, 1U);
  EXPECT_EQ(live.graphs, 1U);
  EXPECT_EQ(live.graph_executables, 1U);
  EXPECT_EQ(live.total(), 7U);
  HESSCUT_CUDA(cudaGraphDestroy(graph));
  HESSCUT_CUDA(cudaGraphExecDestroy(executable));
  EXPECT_EQ(cufftDestroy(plan), CUFFT_SUCCESS);
}

}  // namespace
}  // namespace cuda_emulation::test
