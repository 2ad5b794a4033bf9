#include <gtest/gtest.h>

#include "tests/kernels/batches.hpp"

/// Any number of CPU threads computes the same bits.

namespace hesscut::test {
namespace {

TEST(CpuThreads, DoNotChangeASingleBit) {
  Rig one(device::make_cpu_device(1));
  Rig three(device::make_cpu_device(3));
  constexpr int batch = 7;
  for (const OperationCase& operation : operation_cases()) {
    for (const auto& [h, w] : {std::pair{1, 1}, {7, 7}, {64, 33}}) {
      const std::vector<Inputs> images = random_batch(operation, 7, h, w, batch);
      const auto want = run_case(operation, one, images);
      const auto got = run_case(operation, three, images);
      for (int b = 0; b < batch; ++b) {
        expect_identical(got[b], want[b], operation.name + ", " + describe(h, w, b));
      }
    }
  }
}

}  // namespace
}  // namespace hesscut::test
