#pragma once

#include <memory>
#include <vector>

#include "host/device/array.hpp"
#include "host/solver/solver.hpp"
#include "tests/kernels/call.hpp"
#include "tests/reference/admm.hpp"

namespace hesscut::test {

/// A batch of problems on a device, and a solver for it. Everything that tests look at comes back through download.
class SolverRig {
 public:
  SolverRig(std::unique_ptr<device::Device> device, const std::vector<reference::Problem>& problems, Boundary boundary)
      : SolverRig(std::make_shared<Rig>(std::move(device)), problems, boundary) {}
  /// On the device and queue of another one.
  SolverRig(std::shared_ptr<Rig> rig, const std::vector<reference::Problem>& problems, Boundary boundary);

  [[nodiscard]] const std::shared_ptr<Rig>& rig() const { return rig_; }

  [[nodiscard]] solver::Solver& solver() { return solver_; }
  [[nodiscard]] const kernels::Problem& problem() const { return problem_; }

  /// Replaces r of all problems, for a warm start.
  void upload_r(const std::vector<Grid>& r);
  /// The next solve starts from these.
  void start_from(const std::vector<Grid>& u);
  std::vector<solver::ImageReport> solve(const solver::Options& options);

  // Per image, in natural order.
  [[nodiscard]] std::vector<Grid> relaxed();
  [[nodiscard]] std::vector<Grid> u();
  [[nodiscard]] std::vector<reference::State> state();
  /// The problems as they stand on the device.
  [[nodiscard]] std::vector<reference::Problem> problems();

 private:
  [[nodiscard]] std::vector<Grid> grids(kernels::ConstFloatField field);
  [[nodiscard]] static std::vector<float> floats(const std::vector<Grid>& grids);

  std::shared_ptr<Rig> rig_;
  kernels::Shape shape_;
  Boundary boundary_;
  device::Array<float> alpha_, beta_, r_, natural_;
  kernels::Problem problem_;
  solver::Solver solver_;
};

[[nodiscard]] solver::Options stop_at(double tolerance, int max_iterations = 1000, int check_every = 8);

/// Random weights, some of them 0, and a random r with hard markers.
[[nodiscard]] reference::Problem random_problem(Random& random, int height, int width);
/// A noisy disk: what a photo's problem looks like.
[[nodiscard]] reference::Problem disk_problem(Random& random, int height, int width);

/// The penalties that a solve reports, as the reference wants them.
[[nodiscard]] reference::Penalties to_reference(const kernels::Penalties& penalties);
/// Largest difference of any field of two states.
[[nodiscard]] double max_difference(const reference::State& a, const reference::State& b);
/// Largest magnitude of any field of a state.
[[nodiscard]] double max_abs(const reference::State& a);

}  // namespace hesscut::test
