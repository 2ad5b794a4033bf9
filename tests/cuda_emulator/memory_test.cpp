#include "tests/cuda_emulator/machine.hpp"

/// Device and pinned memory: its bounds, and what it starts with.

namespace cuda_emulation::test {
namespace {

class MemoryTest : public Machine {
 protected:
  const Stream stream;
};

TEST_F(MemoryTest, OfADeviceStartsWithAllBitsSetEveryTime) {
  for (int round = 0; round < 3; ++round) {
    const DeviceArray<unsigned> memory(1000);
    EXPECT_EQ(memory.download(stream), std::vector<unsigned>(1000, ~0U));
    HESSCUT_CUDA(cudaMemsetAsync(memory.data(), 0, memory.bytes(), stream));
    EXPECT_EQ(memory.download(stream), std::vector<unsigned>(1000));
  }
}

TEST_F(MemoryTest, ThatIsPinnedStartsWithAllBitsSet) {
  const PinnedArray<unsigned> memory(10);
  EXPECT_EQ(std::vector<unsigned>(memory.data(), memory.data() + 10), std::vector<unsigned>(10, ~0U));
}

TEST_F(MemoryTest, HasALimitThatCountsWhatIsUsed) {
  set_memory_limit(10'000);
  std::size_t free_bytes = 0;
  std::size_t total = 0;
  void* more = nullptr;
  EXPECT_EQ(cudaMalloc(&more, 10'001), cudaErrorMemoryAllocation);
  EXPECT_EQ(more, nullptr);
  {
    const DeviceArray<char> memory(6000);
    HESSCUT_CUDA(cudaMemGetInfo(&free_bytes, &total));
    EXPECT_EQ(total, 10'000U);
    EXPECT_EQ(free_bytes, 10'000U - 6144U) << "pieces of 256 bytes";
    EXPECT_EQ(cudaMalloc(&more, 4000), cudaErrorMemoryAllocation);
  }
  EXPECT_EQ(cudaMalloc(&more, 4000), cudaSuccess);
  EXPECT_EQ(cudaFree(more), cudaSuccess);
}

TEST_F(MemoryTest, IsAlignedAndFreedOnce) {
  void* memory = nullptr;
  HESSCUT_CUDA(cudaMalloc(&memory, 1));
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(memory) % 256, 0U);
  HESSCUT_CUDA(cudaFree(memory));
  EXPECT_EQ(cudaFree(memory), cudaErrorInvalidValue);
  EXPECT_EQ(cudaFree(nullptr), cudaSuccess);
  EXPECT_EQ(cudaFreeHost(nullptr), cudaSuccess);
  EXPECT_EQ(cudaFreeHost(&memory), cudaErrorInvalidValue);
  HESSCUT_CUDA(cudaMalloc(&memory, 0));
  EXPECT_EQ(memory, nullptr);
}

TEST_F(MemoryTest, TellsWhatItIs) {
  const DeviceArray<int> device(4);
  const PinnedArray<int> pinned(4);
  int pageable = 0;
  cudaPointerAttributes attributes{};
  HESSCUT_CUDA(cudaPointerGetAttributes(&attributes, device.data() + 3));
  EXPECT_EQ(attributes.type, cudaMemoryTypeDevice);
  HESSCUT_CUDA(cudaPointerGetAttributes(&attributes, pinned.data() + 3));
  EXPECT_EQ(attributes.type, cudaMemoryTypeHost);
  HESSCUT_CUDA(cudaPointerGetAttributes(&attributes, &pageable));
  EXPECT_EQ(attributes.type, cudaMemoryTypeUnregistered);
}

}  // namespace
}  // namespace cuda_emulation::test
