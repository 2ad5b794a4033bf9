#include "tests/kernels/fenced_device.hpp"

#include <gtest/gtest.h>

#include "tests/kernels/operation_case.hpp"

namespace hesscut::test {
namespace {

Rig fenced_rig() {
  return Rig(std::make_unique<FencedDevice>(device::make_cpu_device(1)));
}

TEST(FencedDevice, CarriesNumbersThroughTheQueue) {
  Rig rig = fenced_rig();
  const std::vector<float> values{1, 2, 3};
  const device::Array<float> array = rig.upload(values);
  EXPECT_EQ(rig.download(array.data(), 3), values);
}

TEST(FencedDeviceDeathTest, StopsAHostThatReadsOrWritesAField) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  Rig rig = fenced_rig();
  const device::Array<float> array = rig.upload(std::vector<float>{1, 2, 3});
  volatile float* field = array.data();
  EXPECT_DEATH({ [[maybe_unused]] const float value = *field; }, "");
  EXPECT_DEATH(*field = 1, "");
}

// Neither the operations' own entry code nor these tests touch a field from the host.
TEST(FencedDevice, EveryOperationComputesTheSameBehindTheFence) {
  Rig fenced = fenced_rig();
  Rig open(device::make_cpu_device(1));
  for (const OperationCase& operation : operation_cases()) {
    Random random(1);
    std::vector<Inputs> images;
    for (int b = 0; b < 3; ++b) images.push_back(operation.inputs(random, 11, 14));
    const auto got = run_case(operation, fenced, images);
    const auto want = run_case(operation, open, images);
    for (int b = 0; b < 3; ++b) {
      for (std::size_t k = 0; k < want[b].size(); ++k) {
        const std::size_t bytes = want[b][k].size() * sizeof(double);
        EXPECT_EQ(std::memcmp(got[b][k].values.data(), want[b][k].values.data(), bytes), 0) << operation.name;
      }
    }
  }
}

}  // namespace
}  // namespace hesscut::test
