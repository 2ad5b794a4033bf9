#include <gtest/gtest.h>

#include "tests/kernels/batches.hpp"
#include "tests/kernels/devices.hpp"
#include "tests/kernels/operation_case.hpp"

/// Every operation of every device: against the reference, and bit for bit independent of the rest of its batch.

namespace hesscut::test {
namespace {

constexpr int shapes[][2] = {{1, 1}, {1, 2},  {2, 1},   {2, 2},   {1, 17},  {13, 1},  {3, 5},
                             {7, 7}, {5, 31}, {16, 16}, {43, 29}, {64, 33}, {11, 127}};
constexpr int largest_batch = 16;

/// Of one output: infinities and NaN in the same places, the rest within the tolerance.
void expect_close(const Grid& got, const Grid& want, const OperationCase& operation, const std::string& where) {
  ASSERT_EQ(got.size(), want.size()) << where;
  double scale = operation.terms;
  for (const double v : want.values)
    scale = std::isfinite(v) && v != unspecified ? std::max(scale, std::abs(v)) : scale;
  for (std::size_t i = 0; i < want.size(); ++i) {
    const double g = got.values[i];
    const double w = want.values[i];
    if (w == unspecified) continue;
    const bool same = std::isfinite(w) ? std::abs(g - w) <= operation.tolerance * scale
                      : std::isnan(w)  ? std::isnan(g)
                                       : g == w;
    ASSERT_TRUE(same) << where << ", element " << i << ": got " << g << ", want " << w << ", error "
                      << std::abs(g - w) / scale << " of the largest";
  }
}

using Parameter = std::tuple<NamedDevice, OperationCase>;

class OperationsTest : public testing::TestWithParam<Parameter> {
 protected:
  [[nodiscard]] static const OperationCase& operation() { return std::get<1>(GetParam()); }
  Rig rig{std::get<0>(GetParam()).make()};
};

INSTANTIATE_TEST_SUITE_P(Devices, OperationsTest,
                         testing::Combine(testing::ValuesIn(devices_under_test()),
                                          testing::ValuesIn(operation_cases())),
                         [](const auto& test) {
                           return std::get<0>(test.param).name + "_" + std::get<1>(test.param).name;
                         });

TEST_P(OperationsTest, AgreeWithTheReference) {
  std::uint64_t seed = 1;
  for (const auto [h, w] : shapes) {
    const std::vector<Inputs> images = random_batch(operation(), ++seed, h, w, 3);
    const std::vector<Outputs> got = run_case(operation(), rig, images);
    for (int b = 0; b < 3; ++b) {
      const Outputs want = operation().expected(images[b]);
      ASSERT_EQ(got[b].size(), want.size());
      for (std::size_t k = 0; k < want.size(); ++k) {
        expect_close(got[b][k], want[k], operation(), describe(h, w, b) + ", output " + std::to_string(k));
      }
    }
  }
}

TEST_P(OperationsTest, TreatEveryImageOfABatchAsIfAlone) {
  std::uint64_t seed = 100;
  for (const auto [h, w] : shapes) {
    const std::vector<Inputs> images = random_batch(operation(), ++seed, h, w, largest_batch);
    std::vector<Outputs> alone;
    alone.reserve(images.size());
    for (const Inputs& image : images) alone.push_back(run_case(operation(), rig, {&image, 1})[0]);
    for (const int batch : {2, 3, 7, largest_batch}) {
      for (const int first : {0, 1}) {  // another place, another alignment
        if (first + batch > largest_batch) continue;
        const auto got = run_case(operation(), rig, std::span(images).subspan(first, batch));
        for (int b = 0; b < batch; ++b) expect_identical(got[b], alone[first + b], describe(h, w, b));
      }
    }
  }
}

}  // namespace
}  // namespace hesscut::test
