#include <cufft.h>

#include "tests/cuda_emulator/machine.hpp"

/// What kernels are counted to have done. This program is compiled with the hooks that count bytes.

namespace cuda_emulation::test {
namespace {

constexpr unsigned size = 100;

__global__ void add(const float* in, double* out) {
  HESSCUT_SHARED(tile, float[size]);
  tile[threadIdx.x] = in[threadIdx.x];
  __syncthreads();
  __syncthreads();
  const float4 four = *reinterpret_cast<const float4*>(in + 4 * (threadIdx.x % 2));
  out[threadIdx.x] += tile[size - 1 - threadIdx.x] + four.x + four.y + four.z + four.w;
}
__global__ void count(unsigned* at) {
  atomicAdd(at, 1U);
}

using CountersTest = Machine;

TEST_F(CountersTest, TellLaunchesThreadsBarriersAndBytes) {
  const Stream stream;
  const DeviceArray<float> in(std::vector<float>(size, 1.0F), stream);
  const DeviceArray<double> out(std::vector<double>(size, 0.0), stream);
  const DeviceArray<unsigned> word({0}, stream);
  reset_counters();
  for (int round = 0; round < 2; ++round) {
    launch({.name = "add", .grid = 3, .block = size, .stream = stream}, add, in.data(), out.data());
  }
  launch({.name = "count", .grid = 5, .block = 2, .stream = stream}, count, word.data());
  stream.synchronize();
  const auto all = counters();
  ASSERT_EQ(all.size(), 2U);
  const KernelCounters& adding = all.at("add");
  EXPECT_EQ(adding.launches, 2U);
  EXPECT_EQ(adding.blocks, 6U);
  EXPECT_EQ(adding.threads, 600U);
  EXPECT_EQ(adding.barriers, 12U);
  EXPECT_EQ(adding.bytes_loaded, 600U * (4 + 16 + 8));
  EXPECT_EQ(adding.bytes_stored, 600U * 8);
  EXPECT_EQ(all.at("count").bytes_loaded, 40U);
  EXPECT_EQ(all.at("count").bytes_stored, 40U);
  reset_counters();
  EXPECT_TRUE(counters().empty());
}

TEST_F(CountersTest, KnowTransforms) {
  const Stream stream;
  const DeviceArray<float> real(std::vector<float>(8, 1.0F), stream);
  const DeviceArray<float2> half(5);
  cufftHandle plan = 0;
  std::size_t bytes = 0;
  int n = 8;
  HESSCUT_CUDA(cufftCreate(&plan));
  HESSCUT_CUDA(cufftMakePlanMany(plan, 1, &n, nullptr, 1, 0, nullptr, 1, 0, CUFFT_R2C, 1, &bytes));
  HESSCUT_CUDA(cufftSetStream(plan, stream));
  reset_counters();
  for (int round = 0; round < 3; ++round) HESSCUT_CUDA(cufftExecR2C(plan, real.data(), half.data()));
  stream.synchronize();
  EXPECT_EQ(counters().at("cufftExecR2C").launches, 3U);
  HESSCUT_CUDA(cufftDestroy(plan));
}

}  // namespace
}  // namespace cuda_emulation::test
