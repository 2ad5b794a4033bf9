#pragma once

#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <vector>

#include "tests/kernels/operation_case.hpp"

/// Batches of random inputs, and outputs compared bit for bit.

namespace hesscut::test {

[[nodiscard]] inline std::vector<Inputs> random_batch(const OperationCase& operation, std::uint64_t seed, int height,
                                                      int width, int batch) {
  Random random(seed);
  std::vector<Inputs> out;
  out.reserve(batch);
  for (int b = 0; b < batch; ++b) out.push_back(operation.inputs(random, height, width));
  return out;
}

inline void expect_identical(const Outputs& got, const Outputs& want, const std::string& where) {
  ASSERT_EQ(got.size(), want.size()) << where;
  for (std::size_t k = 0; k < want.size(); ++k) {
    ASSERT_EQ(got[k].size(), want[k].size());
    const std::size_t bytes = want[k].size() * sizeof(double);
    ASSERT_EQ(std::memcmp(got[k].values.data(), want[k].values.data(), bytes), 0) << where << ", output " << k;
  }
}

[[nodiscard]] inline std::string describe(int height, int width, int image) {
  return std::to_string(height) + " x " + std::to_string(width) + ", image " + std::to_string(image);
}

}  // namespace hesscut::test
