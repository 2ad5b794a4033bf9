#include <numeric>

#include "host/device/array.hpp"
#include "host/device/cuda/cuda.hpp"
#include "host/device/cuda/cuda_queue.hpp"
#include "tests/device/emulated.hpp"

/// Memory and recorded blocks of a CUDA queue, beyond what every device is tested for.

namespace hesscut::test {
namespace {

class CudaQueueTest : public Emulated {
 protected:
  std::vector<float> download(const device::Array<float>& array) {
    std::vector<float> out(array.size());
    queue->download(out.data(), array.data(), array.bytes());
    queue->synchronize();
    return out;
  }

  static std::vector<float> counted(std::size_t count) {
    std::vector<float> values(count);
    std::iota(values.begin(), values.end(), 1.0F);
    return values;
  }

  const std::unique_ptr<device::Device> device = device::make_cuda_device(device::probe_cuda().gpus.at(0));
  std::unique_ptr<kernels::Operations> queue = device->make_queue();
};

TEST_F(CudaQueueTest, CarriesMoreThanItsPinnedMemoryHolds) {
  for (const std::size_t count : {std::size_t{1}, std::size_t{1} << 20U, (std::size_t{3} << 20U) + 77}) {
    std::vector<float> values = counted(count);
    const std::vector<float> want = values;
    const device::Array<float> array(*device, count);
    queue->upload(array.data(), values.data(), array.bytes());
    std::fill(values.begin(), values.end(), 0.0F);
    EXPECT_EQ(download(array), want);
  }
}

TEST_F(CudaQueueTest, CarriesManySmallPiecesInOrder) {
  const device::Array<float> array(*device, 10);
  for (int round = 0; round < 20'000; ++round) {
    const auto value = static_cast<float>(round);
    queue->upload(array.data() + round % 10, &value, sizeof value);
  }
  std::vector<float> out(20'000, -1.0F);
  for (float& value : out) queue->download(&value, array.data() + (&value - out.data()) % 10, sizeof value);
  queue->synchronize();
  for (std::size_t i = 0; i < out.size(); ++i) ASSERT_EQ(out[i], 19'990.0F + static_cast<float>(i % 10));
}

TEST_F(CudaQueueTest, FillsWithAnyValue) {
  for (const int width : {1, 1023, 1024, 1025, 5000}) {
    const device::Array<float> array(*device, width + 1);
    for (const float value : {0.0F, -0.0F, 0.5F, -3.0F}) {
      const float fence = 7;
      queue->upload(array.data() + width, &fence, sizeof fence);
      queue->fill({array.data(), {1, 1, width}}, value);
      std::vector<float> want(width, value);
      want.push_back(fence);
      const std::vector<float> got = download(array);
      EXPECT_EQ(got, want);
      EXPECT_EQ(std::signbit(got[0]), std::signbit(value));
    }
  }
}

// out += in, as often as the block is asked for, recorded or not, and with other blocks in between.
TEST_F(CudaQueueTest, ReplaysWhatItHasRecorded) {
  const kernels::Shape shape{1, 1, 100};
  const device::Array<float> in(*device, 100);
  const device::Array<float> out(*device, 100);
  queue->fill({in.data(), shape}, 1.0F);
  queue->fill({out.data(), shape}, 0.0F);
  int enqueued = 0;
  for (int round = 0; round < 5; ++round) {
    for (std::uintptr_t factor = 1; factor <= 3; ++factor) {
      queue->replay(std::array{factor}, [&] {
        ++enqueued;
        queue->add_scaled({in.data(), shape}, static_cast<float>(factor), {out.data(), shape});
      });
    }
  }
  EXPECT_EQ(download(out), std::vector<float>(100, 30.0F));
  EXPECT_EQ(enqueued, 6) << "once as it is, once to be recorded";
}

TEST_F(CudaQueueTest, KeepsTheRecordsThatAreInUse) {
  const kernels::Shape shape{1, 1, 4};
  const device::Array<float> out(*device, 4);
  const device::Array<float> in(*device, 4);
  queue->fill({in.data(), shape}, 1.0F);
  queue->fill({out.data(), shape}, 0.0F);
  for (int round = 0; round < 3; ++round) {
    for (std::uintptr_t key = 0; key < 100; ++key) {
      queue->replay(std::array{key}, [&] { queue->add_scaled({in.data(), shape}, 1.0F, {out.data(), shape}); });
      queue->replay(std::array{std::uintptr_t{1000}}, [&] {
        queue->add_scaled({in.data(), shape}, 1.0F, {out.data(), shape});
      });
    }
  }
  EXPECT_EQ(download(out), std::vector<float>(4, 600.0F));
  EXPECT_LE(cuda_emulation::live_objects().graph_executables, 32U);
}

TEST_F(CudaQueueTest, LeavesARecordingThatFails) {
  const kernels::Shape shape{1, 1, 4};
  const device::Array<float> out(*device, 4);
  queue->fill({out.data(), shape}, 2.0F);
  const std::array<std::uintptr_t, 1> key{5};
  queue->replay(key, [] {});
  EXPECT_TRUE(refuses([&] { queue->replay(key, [] { throw Error(ErrorKind::input, "planted"); }); }, ErrorKind::input,
                      {"planted"}));
  EXPECT_EQ(download(out), std::vector<float>(4, 2.0F));
  EXPECT_EQ(cuda_emulation::live_objects().graphs, 0U);
  queue->replay(key, [&] { queue->copy(out.data(), out.data() + 2, sizeof(float)); });
  EXPECT_EQ(download(out), std::vector<float>(4, 2.0F));
}

// A transform's plan outlives the cache that it came from.
TEST_F(CudaQueueTest, MakesPlansOfManyShapes) {
  std::vector<std::unique_ptr<kernels::SpectralPlan>> plans;
  for (int side = 2; side < 60; ++side) plans.push_back(queue->make_spectral_plan({3, side, 9}, Boundary::reflecting));
  const std::size_t kept = cuda_emulation::live_objects().plans;
  EXPECT_EQ(kept, plans.size() * 4) << "there and back, for one and two images";
  plans.clear();
  EXPECT_LT(cuda_emulation::live_objects().plans, kept);
  EXPECT_EQ(cuda_emulation::live_objects().allocations, 1U) << "the scratch memory alone";
}

}  // namespace
}  // namespace hesscut::test
