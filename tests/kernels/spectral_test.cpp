#include "tests/kernels/call.hpp"

#include <gtest/gtest.h>

#include "tests/kernels/devices.hpp"
#include "tests/reference/transform.hpp"

/// The transform there and back on 40 shapes: 1 x N, N x 1, small, prime, odd, powers of two, awkward.

namespace hesscut::test {
namespace {

constexpr int shapes[][2] = {
    {1, 1},   {1, 2},   {1, 3},   {1, 7},   {1, 64},  {1, 97},  {1, 250},  {2, 1},   {3, 1},    {5, 1},
    {8, 1},   {61, 1},  {128, 1}, {2, 2},   {2, 3},   {3, 2},   {3, 3},    {4, 4},   {5, 5},    {2, 31},
    {31, 2},  {7, 11},  {8, 16},  {9, 15},  {13, 13}, {16, 9},  {17, 19},  {23, 29}, {32, 32},  {25, 27},
    {37, 41}, {43, 47}, {48, 36}, {53, 10}, {64, 64}, {67, 71}, {100, 75}, {96, 54}, {101, 30}, {597, 43},
};
static_assert(std::size(shapes) == 40);

using Parameter = std::tuple<NamedDevice, Boundary>;

class SpectralTest : public testing::TestWithParam<Parameter> {
 protected:
  [[nodiscard]] static Boundary boundary() { return std::get<1>(GetParam()); }

  /// The device's solution, in natural order, for one right-hand side in natural order.
  Grid solve(const Grid& rhs, const reference::Penalties& penalties) {
    Inputs in{.height = rhs.height, .width = rhs.width, .penalties = penalties};
    in.fields = {reference::to_transform_order(rhs, boundary())};
    Call call(rig, {&in, 1});
    rig.queue->reserve(call.shape());
    const auto plan = rig.queue->make_spectral_plan(call.shape(), boundary());
    rig.queue->spectral_solve(*plan, call.penalties(), call.input(0), call.output());
    return reference::to_natural_order(call.finish()[0][0], boundary());
  }

  Rig rig{std::get<0>(GetParam()).make()};
};

INSTANTIATE_TEST_SUITE_P(Devices, SpectralTest,
                         testing::Combine(testing::ValuesIn(devices_under_test()),
                                          testing::Values(Boundary::reflecting, Boundary::periodic)),
                         [](const auto& test) {
                           const bool wraps = std::get<1>(test.param) == Boundary::periodic;
                           return std::get<0>(test.param).name + (wraps ? "_periodic" : "_reflecting");
                         });

std::string describe(int height, int width) {
  return std::to_string(height) + " x " + std::to_string(width);
}

TEST_P(SpectralTest, SolvesForARandomRightHandSide) {
  Random random(1);
  for (const auto [h, w] : shapes) {
    const reference::Penalties rho = random_penalties(random);
    const Grid rhs = random.grid(h, w, -1, 1);
    const Grid want = reference::spectral_solve(rhs, rho.rho1, rho.rho2, rho.rho3, boundary());
    EXPECT_LE(max_difference(solve(rhs, rho), want), 1e-5 * max_abs(want)) << describe(h, w);
  }
}

// The right-hand side of a known u: here the high frequencies, which the solve damps, count as much as the low ones.
TEST_P(SpectralTest, FindsAKnownSolution) {
  Random random(2);
  for (const auto [h, w] : shapes) {
    const reference::Penalties rho = random_penalties(random);
    const Grid u = random.grid(h, w, -1, 1);
    const Grid rhs = reference::map(
        [&](double p, double q, double v) { return static_cast<float>(rho.rho1 * p + rho.rho2 * q + rho.rho3 * v); },
        reference::gradient_adjoint(reference::gradient(u, boundary()), boundary()),
        reference::hessian_adjoint(reference::hessian(u, boundary()), boundary()), u);
    EXPECT_LE(max_difference(solve(rhs, rho), u), 1e-5 * max_abs(rhs)) << describe(h, w);
  }
}

// With rho3 alone the system is the identity: forward and inverse transform must cancel.
TEST_P(SpectralTest, TransformsThereAndBack) {
  Random random(3);
  for (const auto [h, w] : shapes) {
    const Grid u = random.grid(h, w, -1, 1);
    EXPECT_LE(max_difference(solve(u, {.rho1 = 0, .rho2 = 0, .rho3 = 1}), u), 1e-6) << describe(h, w);
  }
}

}  // namespace
}  // namespace hesscut::test
