#include <gtest/gtest.h>

#include "kernels/cuda/spectral_plan.hpp"
#include "tests/kernels/devices.hpp"
#include "tests/kernels/operation_case.hpp"

namespace hesscut::test {
namespace {

Grid solve(Rig& rig, kernels::SpectralPlan& plan, const std::vector<float>& rhs, const kernels::Shape& shape) {
  const device::Array<float> right_hand_side = rig.upload(rhs);
  const device::Array<float> u(*rig.device, shape.count());
  const std::vector<kernels::Penalties> penalties(static_cast<std::size_t>(shape.batch), {1, 2, 0.5F, 1.8F});
  const device::Array<kernels::Penalties> on_device = rig.upload(penalties);
  rig.queue->spectral_solve(plan, on_device.data(), {right_hand_side.data(), shape}, {u.data(), shape});
  const std::vector<float> values = rig.download(u.data(), shape.count());
  Grid out(shape.batch, static_cast<int>(shape.pixels()));
  out.values.assign(values.begin(), values.end());
  return out;
}

// Where the work area of two images is too large they are transformed one by one. Of images with an odd number of
// pixels every other one then lies where cuFFT would not take it.
TEST(SingleTransforms, ReachImagesThatAreNotAligned) {
  Rig rig(make_gpu());
  const kernels::Shape shape{5, 7, 9};
  rig.queue->reserve(shape);
  Random random(3);
  std::vector<float> rhs(shape.count());
  for (float& value : rhs) value = static_cast<float>(random.uniform(-1, 1));
  const auto together = rig.queue->make_spectral_plan(shape, Boundary::reflecting);
  const auto alone = rig.queue->make_spectral_plan(shape, Boundary::reflecting);
  auto& transforms = dynamic_cast<kernels::cuda::CudaSpectralPlan&>(*alone).transforms;
  ASSERT_GT(transforms.size(), 1);
  transforms.erase(transforms.begin(), transforms.end() - 1);
  EXPECT_LE(max_difference(solve(rig, *alone, rhs, shape), solve(rig, *together, rhs, shape)), 1e-6);
}

}  // namespace
}  // namespace hesscut::test
