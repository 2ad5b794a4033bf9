#pragma once

#include <functional>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

#include "tests/kernels/call.hpp"

namespace hesscut::test {

/// In an expected output: this element may be anything.
inline constexpr double unspecified = std::numeric_limits<double>::max();

/// One operation (or a pair that only makes sense together) with its inputs and what the reference says.
struct OperationCase {
  std::string name;
  /// Largest error allowed, relative to the largest finite magnitude of the output in question or to `terms`, what is
  /// larger; infinities and NaN must be where the reference has them. Float32 has a unit roundoff of 6e-8.
  double tolerance = 0;
  std::function<Inputs(Random&, int height, int width)> inputs;
  std::function<void(Call&)> run;
  std::function<Outputs(const Inputs&)> expected;
  /// Size of the terms that the output is a sum of, where they can cancel.
  double terms = 0;
};

/// For GoogleTest, which would print the bytes.
inline void PrintTo(const OperationCase& operation, std::ostream* out) {
  *out << operation.name;
}

[[nodiscard]] const std::vector<OperationCase>& operation_cases();

// The cases, by section of operations.hpp.
[[nodiscard]] std::vector<OperationCase> colour_space_cases();
[[nodiscard]] std::vector<OperationCase> edge_weight_cases();
[[nodiscard]] std::vector<OperationCase> geodesic_cases();
[[nodiscard]] std::vector<OperationCase> colour_model_cases();
[[nodiscard]] std::vector<OperationCase> region_cases();
[[nodiscard]] std::vector<OperationCase> admm_cases();
[[nodiscard]] std::vector<OperationCase> mask_cases();
[[nodiscard]] std::vector<OperationCase> refine_cases();
[[nodiscard]] std::vector<OperationCase> level_cases();

/// The case on a batch of images of one size.
[[nodiscard]] std::vector<Outputs> run_case(const OperationCase& operation, Rig& rig, std::span<const Inputs> images);

}  // namespace hesscut::test
