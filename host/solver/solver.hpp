#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "host/device/array.hpp"
#include "host/device/device.hpp"
#include "kernels/operations.hpp"

namespace hesscut::solver {

struct Options {
  double rho1 = 1;
  double rho2 = 2;
  std::optional<double> rho3;  ///< clip(mean |r|, 0.3, 3) of each image when not given
  double gamma = 1.8;
  double tolerance = 1e-3;  ///< on gap / sum |r|
  int max_iterations = 1000;
  int check_every = 8;     ///< iterations between certificates
  float threshold = 0.5F;  ///< of the mask whose energy is certified
};

/// How the solve of one image ended.
struct ImageReport {
  bool converged = false;
  int iterations = 0;
  double scale = 0;  ///< sum |r| over the free pixels
  kernels::CertificateSums sums;
  kernels::Penalties penalties;

  [[nodiscard]] double relative_gap() const;      ///< sums.gap / scale
  [[nodiscard]] double mask_certificate() const;  ///< (mask energy - lower bound) / scale
};

/// Solves batches of one shape on one grid by ADMM (docs/model.md, section 2). All memory is taken in the constructor:
/// start and solve allocate nothing.
class Solver {
 public:
  Solver(device::Device& device, kernels::Operations& queue, const kernels::Shape& largest, Boundary boundary);

  /// The next solve starts from u (natural order, values in [0, 1]) with multipliers 0.
  void start_from(kernels::ConstFloatField u);
  /// The next solve starts from the solution of `coarse`, which has solved the same batch on the grid of half the size.
  void start_from(Solver& coarse, kernels::Problem coarse_problem);

  /// Solves from the current state: the start, or where the last solve ended (a warm start: r may have changed).
  /// problem.shape.batch images; reports has as many. The fields of `problem` are permuted while it runs (an image that
  /// is done leaves the active front of the batch) and are as before when it returns.
  void solve(const kernels::Problem& problem, const Options& options, std::span<ImageReport> reports);

  /// The relaxed solution in natural order, bounds and hard markers applied.
  void relaxed(const kernels::Problem& problem, kernels::FloatField out);

  [[nodiscard]] kernels::FloatField u() const;  ///< transform order, not clipped
  [[nodiscard]] kernels::State state() const;
  [[nodiscard]] const kernels::Penalties* penalties() const;  ///< device, [batch]

 private:
  class Ledger;
  void choose_penalties(const kernels::Problem& problem, const Options& options, std::span<ImageReport> reports);
  void begin();
  [[nodiscard]] int retire(const kernels::Problem& problem, const Options& options, int active, int iteration,
                           std::span<ImageReport> reports);
  void exchange(const kernels::Problem& problem, int i, int j);
  void restore_order(const kernels::Problem& problem);
};

}  // namespace hesscut::solver
