#include "tests/cuda/ledger/ledger.hpp"

#include <gtest/gtest.h>

#include <cstdio>

/// What an iteration moves, held to what docs/cuda.md, "Ledger", promises.

namespace hesscut::test {
namespace {

constexpr int side = 256;
constexpr double most_fields = 22;
constexpr double most_launches = 3;  ///< at most two for the step, and the spectral kernel

TEST(Ledger, AnIterationMovesFewFieldsBesideTheTransforms) {
  const Ledger iteration = count_iteration(side);
  std::printf("%-28s %10s %8s\n", "kernel", "launches", "fields");
  for (const auto& [kernel, moved] : iteration) {
    std::printf("%-28s %10.2f %8.2f\n", kernel.c_str(), moved.launches, moved.fields());
    EXPECT_TRUE(is_transform(kernel) || moved.fields() > 0) << kernel << " was not counted";
  }
  const Moved sum = beside_transforms(iteration);
  std::printf("%-28s %10.2f %8.2f\n", "beside the transforms", sum.launches, sum.fields());
  EXPECT_LE(sum.fields(), most_fields);
  EXPECT_LE(sum.launches, most_launches);
}

TEST(Ledger, APixelCostsTheSameInImagesOfAnySize) {
  const double small = beside_transforms(count_iteration(side / 2)).fields();
  const double large = beside_transforms(count_iteration(side)).fields();
  EXPECT_NEAR(small, large, 0.02 * large);
}

}  // namespace
}  // namespace hesscut::test
