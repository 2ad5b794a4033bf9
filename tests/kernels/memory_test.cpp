#include <gtest/gtest.h>

#include "tests/kernels/call.hpp"
#include "tests/kernels/devices.hpp"

namespace hesscut::test {
namespace {

class MemoryTest : public testing::TestWithParam<NamedDevice> {
 protected:
  std::vector<float> numbers(std::size_t n) {
    std::vector<float> out;
    for (const double v : random.grid(1, static_cast<int>(n), -1, 1).values) out.push_back(static_cast<float>(v));
    return out;
  }

  Random random{1};
  Rig rig{GetParam().make()};
};

INSTANTIATE_TEST_SUITE_P(Devices, MemoryTest, testing::ValuesIn(devices_under_test()),
                         [](const auto& test) { return test.param.name; });

TEST_P(MemoryTest, UploadsCopiesAndDownloadsBytes) {
  for (const std::size_t n : {1UL, 7UL, 1000UL, 100'003UL}) {
    const std::vector<float> values = numbers(n);
    const device::Array<float> first = rig.upload(values);
    const device::Array<float> second(*rig.device, n);
    rig.queue->copy(second.data(), first.data(), first.bytes());
    EXPECT_EQ(rig.download(second.data(), n), values);
  }
}

// What was uploaded is what stood there at the call, even if the host's copy changes before the queue gets to it.
TEST_P(MemoryTest, UploadTakesTheValuesOfTheMoment) {
  const device::Array<float> array(*rig.device, 1000);
  std::vector<float> values(1000, 1);
  rig.queue->upload(array.data(), values.data(), array.bytes());
  std::fill(values.begin(), values.end(), 2.0F);
  EXPECT_EQ(rig.download(array.data(), 1000), std::vector<float>(1000, 1));
}

TEST_P(MemoryTest, FillsTheImagesOfTheFieldAlone) {
  const kernels::Shape shape{3, 5, 7};
  const device::Array<float> array = rig.upload(std::vector<float>(shape.count(), 1));
  rig.queue->fill(kernels::FloatField(array.data(), shape).first(2), -0.5F);
  std::vector<float> want(shape.count(), -0.5F);
  std::fill(want.begin() + 2 * 35, want.end(), 1.0F);
  EXPECT_EQ(rig.download(array.data(), shape.count()), want);
}

TEST_P(MemoryTest, SwapsTwoImages) {
  const kernels::Shape shape{4, 3, 11};
  std::vector<float> values = numbers(shape.count());
  const device::Array<float> array = rig.upload(values);
  rig.queue->swap_images({array.data(), shape}, 3, 1);
  rig.queue->swap_images({array.data(), shape}, 2, 2);
  std::swap_ranges(values.begin() + 33, values.begin() + 66, values.begin() + 99);
  EXPECT_EQ(rig.download(array.data(), shape.count()), values);
}

TEST_P(MemoryTest, QueuesOfOneDeviceShareItsMemory) {
  const std::vector<float> values = numbers(100);
  const device::Array<float> array = rig.upload(values);
  const auto other = rig.device->make_queue();
  std::vector<float> back(100);
  other->download(back.data(), array.data(), array.bytes());
  other->synchronize();
  EXPECT_EQ(back, values);
}

TEST_P(MemoryTest, MemoryIsAlignedForVectors) {
  for (const std::size_t n : {1UL, 3UL, 17UL}) {
    const device::Array<float> array(*rig.device, n);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(array.data()) % 64, 0);
  }
}

}  // namespace
}  // namespace hesscut::test
