#include "tests/cuda_emulator/machine.hpp"

/// What a launch is refused for, and what it hands on.

namespace cuda_emulation::test {
namespace {

struct Pair {
  double first;
  int second;
};

__global__ void nothing() {}
__global__ void note(Pair pair, double* out) {
  if (threadIdx.x + threadIdx.y + threadIdx.z != 0) return;
  double* const own = out + 8 * (blockIdx.x + gridDim.x * (blockIdx.y + gridDim.y * blockIdx.z));
  own[0] = pair.first + pair.second;
  own[1] = blockIdx.x;
  own[2] = blockIdx.y;
  own[3] = blockIdx.z;
  own[4] = blockDim.x;
  own[5] = blockDim.y;
  own[6] = blockDim.z;
  own[7] = gridDim.x * 100 + gridDim.y * 10 + gridDim.z;
}

class LaunchTest : public Machine {
 protected:
  [[nodiscard]] cudaError_t try_launch(dim3 grid, dim3 block, std::size_t shared_bytes = 0) const {
    cudaLaunchConfig_t config{};
    config.gridDim = grid;
    config.blockDim = block;
    config.dynamicSmemBytes = shared_bytes;
    config.stream = stream;
    return cudaLaunchKernelEx(&config, nothing);
  }
  const Stream stream;
};

TEST_F(LaunchTest, HandsOnArgumentsAndPlaces) {
  set_stream_mode(StreamMode::lazy);
  const DeviceArray<double> out(8 * 24);
  launch({.name = "note", .grid = {2, 3, 4}, .block = {5, 6, 7}, .stream = stream}, note, Pair{0.5, 2}, out.data());
  const std::vector<double> got = out.download(stream);
  const auto place = [](int i) { return static_cast<double>(i); };
  for (int i = 0; i < 24; ++i) {
    const std::vector<double> want = {2.5, place(i % 2), place(i / 2 % 3), place(i / 6), 5, 6, 7, 234};
    EXPECT_EQ(std::vector<double>(got.begin() + 8 * i, got.begin() + 8 * (i + 1)), want);
  }
}

TEST_F(LaunchTest, RefusesImpossibleSizes) {
  EXPECT_EQ(try_launch(1, 1024), cudaSuccess);
  EXPECT_EQ(try_launch(1, {1, 1, 64}), cudaSuccess);
  for (const auto& [grid, block] : std::vector<std::pair<dim3, dim3>>{
           {0, 1}, {1, 0}, {1, 1025}, {1, {32, 33}}, {1, {1, 1, 65}}, {{1, 65536}, 1}, {{1, 1, 65536}, 1}}) {
    EXPECT_EQ(try_launch(grid, block), cudaErrorInvalidConfiguration);
    EXPECT_EQ(cudaPeekAtLastError(), cudaErrorInvalidConfiguration);
    EXPECT_EQ(cudaGetLastError(), cudaErrorInvalidConfiguration);
    EXPECT_EQ(cudaGetLastError(), cudaSuccess);
  }
}

TEST_F(LaunchTest, RefusesMoreSharedMemoryThanAllowed) {
  constexpr int usual = 48 << 10;
  constexpr int most = 227 << 10;
  EXPECT_EQ(try_launch(1, 1, usual), cudaSuccess);
  EXPECT_EQ(try_launch(1, 1, usual + 1), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFuncSetAttribute(nothing, cudaFuncAttributeMaxDynamicSharedMemorySize, most + 1),
            cudaErrorInvalidValue);
  HESSCUT_CUDA(cudaFuncSetAttribute(nothing, cudaFuncAttributeMaxDynamicSharedMemorySize, most));
  EXPECT_EQ(try_launch(1, 1, most), cudaSuccess);
  int blocks = 0;
  HESSCUT_CUDA(cudaOccupancyMaxActiveBlocksPerMultiprocessor(&blocks, nothing, 256, 0));
  EXPECT_EQ(blocks, 8);
  HESSCUT_CUDA(cudaFuncSetAttribute(nothing, cudaFuncAttributeMaxDynamicSharedMemorySize, usual));
}

TEST_F(LaunchTest, RefusesAStreamThatIsNone) {
  cudaStream_t gone = nullptr;
  HESSCUT_CUDA(cudaStreamCreateWithFlags(&gone, cudaStreamNonBlocking));
  HESSCUT_CUDA(cudaStreamDestroy(gone));
  cudaLaunchConfig_t config{};
  config.gridDim = config.blockDim = 1;
  config.stream = gone;
  EXPECT_EQ(cudaLaunchKernelEx(&config, nothing), cudaErrorInvalidResourceHandle);
}

}  // namespace
}  // namespace cuda_emulation::test
